package cn.yizhan.edge.safety;

import cn.yizhan.protocol.message.StationEvent;
import java.util.List;

/**
 * What becomes of a wish to reset. The latches go when its events are durable, see {@link
 * SafetyGuard#release}.
 *
 * @param done true when the subject is not latched any more once they are
 * @param detail a sentence for people
 * @param events what the hub is told, one for each latch that goes
 */
public record Reset(boolean done, String detail, List<StationEvent> events) {}
