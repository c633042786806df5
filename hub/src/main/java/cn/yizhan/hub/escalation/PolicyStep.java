package cn.yizhan.hub.escalation;

/**
 * A step of a policy.
 *
 * @param after when, counted from the deadline
 * @param to who is to act then
 */
public record PolicyStep(Offset after, DutyRole to) {}
