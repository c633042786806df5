package cn.yizhan.protocol.message;

import cn.yizhan.protocol.Lane;
import cn.yizhan.protocol.codec.Rejection;
import java.util.List;

/**
 * A SenML pack without an envelope, from hardware that speaks to the hub itself; stored at least
 * once.
 *
 * @param lane lane of the topic it came on
 * @param hash first 64 bits of the SHA-256 of its bytes, its identity (stored as epoch 0)
 * @param readings readings that were understood; relative times resolved at receipt
 * @param rejected records that were refused
 */
public record BarePack(Lane lane, long hash, List<Reading> readings, List<Rejection> rejected)
    implements Message {}
