package cn.yizhan.protocol.message;

import cn.yizhan.protocol.Lane;
import org.jspecify.annotations.Nullable;

/**
 * A loss the station knows of and declares.
 *
 * @param epoch journal the lost messages were in
 * @param lane their lane
 * @param from first lost sequence number
 * @param to last lost sequence number, null when the end is not known
 * @param reason why they are gone, a short word such as {@code damaged} or {@code full}
 */
public record Lost(String epoch, Lane lane, long from, @Nullable Long to, String reason) {}
