package cn.yizhan.hub.alerts;

import cn.yizhan.protocol.Label;
import org.jspecify.annotations.Nullable;

/**
 * That somebody is told of a deadline, and by what right.
 *
 * @param kind which deadline
 * @param step which step of the policy, from 1; 0 for a reminder
 * @param to who is to act now
 * @param due the deadline, milliseconds
 * @param reminder true when it only reminds of an alert on which nothing happens
 * @param since since when nobody has acted, milliseconds
 */
public record Escalation(
    DeadlineKind kind, int step, To to, long due, boolean reminder, long since) {

  /**
   * Who is to act.
   *
   * @param role the word of the role, {@code grid-leader} for instance
   * @param called what people call the role
   * @param name who has it now, null when nobody is on the roster
   * @param mobile that person's work telephone, null when it is not known
   */
  public record To(String role, Label called, @Nullable String name, @Nullable String mobile) {}
}
