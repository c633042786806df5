package cn.yizhan.edge;

import cn.yizhan.edge.acceptance.Acceptance;
import cn.yizhan.edge.control.ControlAnswer;
import cn.yizhan.edge.control.ControlRequest;
import cn.yizhan.edge.mapping.BayDevices;
import io.vertx.core.Future;
import java.util.function.IntFunction;

/**
 * Does what somebody on site wants, who has opened the agent's control socket: unlike an office far
 * away they may also start a bay that was cut. Confined to the agent's event loop.
 */
final class LocalControl {
  /** What can be asked, for people. */
  static final String KNOWN =
      "start, stop, identify, unavailable, available, reset-latch, test-begin, test-bay,"
          + " test-alert, test-end";

  private final Desks desks;

  LocalControl(Desks desks) {
    this.desks = desks;
  }

  /** Does what is asked. */
  Future<ControlAnswer> handle(ControlRequest asked) {
    return switch (asked.what()) {
      case "start" -> bay(asked, bay -> desks.actions.start(bay, true));
      case "stop" -> bay(asked, bay -> desks.actions.stop(bay, asked.by()));
      case "identify" -> bay(asked, bay -> desks.actions.identify(bay, asked.by()));
      case "unavailable" -> bay(asked, bay -> desks.actions.use(bay, false, asked.by()));
      case "available" -> bay(asked, bay -> desks.actions.use(bay, true, asked.by()));
      case "reset-latch" ->
          desks
              .safety
              .reset(asked.target(), "on site by " + asked.by())
              .map(reset -> new ControlAnswer(reset.done(), reset.detail()));
      case "test-begin" -> said(desks.actions.test(minutes(asked), asked.by()));
      case "test-bay" -> bay(asked, bay -> text(desks.tests.tryBay(bay)));
      case "test-alert" ->
          said(
              text(
                  desks.tests.alertSeen(
                      asked.arg("seen", "yes").equals("yes"), asked.arg("where", ""))));
      case "test-end" -> said(desks.actions.test(0, asked.by()));
      default ->
          Future.succeededFuture(
              ControlAnswer.refused("unknown order " + asked.what() + "; known are " + KNOWN));
    };
  }

  private static int minutes(ControlRequest asked) {
    try {
      int minutes = Integer.parseInt(asked.arg("minutes", String.valueOf(Acceptance.MOST_MINUTES)));
      return minutes == 0 ? -1 : minutes;
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  private static Future<ControlAnswer> bay(
      ControlRequest asked, IntFunction<Future<BayOrders.Outcome>> order) {
    int bay = BayDevices.bayOf(asked.target());
    return bay == 0
        ? Future.succeededFuture(ControlAnswer.refused("expected a bay, bay/3 for instance"))
        : said(order.apply(bay));
  }

  private static Future<BayOrders.Outcome> text(Future<String> answer) {
    return answer.map(text -> new BayOrders.Outcome(true, text));
  }

  private static Future<ControlAnswer> said(Future<BayOrders.Outcome> outcome) {
    return outcome.map(done -> new ControlAnswer(done.done(), done.detail()));
  }
}
