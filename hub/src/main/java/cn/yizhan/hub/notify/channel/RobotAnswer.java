package cn.yizhan.hub.notify.channel;

import cn.yizhan.hub.notify.Outcome;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * How group robots answer: with status 200 whatever happened, and a number in the body that is 0
 * for success.
 *
 * @param codes names the number may have, the first that is there counts
 * @param saying names the sentence beside it may have
 * @param limits numbers that say that messages came too fast
 * @param pause how long the robot takes nothing then
 */
record RobotAnswer(List<String> codes, List<String> saying, Set<Long> limits, Duration pause) {

  Outcome judge(Answer answer) {
    if (!answer.success()) {
      return answer.byStatus();
    }
    if (!answer.whole()) {
      return answer.but("the answer did not end");
    }
    JsonNode body = Json.read(answer.body());
    if (body == null || !body.isObject()) {
      return answer.but("with something else than a JSON object");
    }
    for (String name : codes) {
      JsonNode code = body.path(name);
      if (code.canConvertToLong() && code.isIntegralNumber()) {
        return judge(answer, name, code.longValue(), said(body));
      }
    }
    return answer.but("without " + String.join(" or ", codes));
  }

  private Outcome judge(Answer answer, String name, long code, String said) {
    if (code == 0) {
      return new Outcome.Delivered(answer.status());
    }
    Outcome.Again failed = answer.but(name + " " + code + (said.isEmpty() ? "" : ": " + said));
    return limits.contains(code)
        ? new Outcome.Again(failed.status(), failed.detail(), pause)
        : failed;
  }

  private String said(JsonNode body) {
    for (String name : saying) {
      if (body.path(name).isTextual()) {
        return Answer.printable(body.path(name).asText());
      }
    }
    return "";
  }
}
