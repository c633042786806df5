package cn.yizhan.hub.notify.channel;

import cn.yizhan.hub.notify.Outcome;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * How one sees from a gateway's answer that it took the message: a status of 200 to 299 and, where
 * told, a value in the JSON of the body or a pattern somewhere in it.
 *
 * @param pointer where the value is (RFC 6901), or null
 * @param equal what the value is on success
 * @param pattern what is found in the body on success, or null
 */
record SuccessTest(@Nullable JsonPointer pointer, List<String> equal, @Nullable Pattern pattern) {
  private static final SuccessTest BY_STATUS = new SuccessTest(null, List.of(), null);

  /** Steps a pattern may take over one answer; the worst of patterns would take for ever. */
  private static final int MOST_STEPS = 2_000_000;

  static SuccessTest read(@Nullable Fields success) {
    if (success == null) {
      return BY_STATUS;
    }
    JsonPointer pointer = null;
    String path = success.text("pointer", 200);
    if (path != null) {
      try {
        pointer = JsonPointer.compile(path);
      } catch (IllegalArgumentException e) {
        success.fault("pointer", "expected a JSON pointer such as /code");
      }
    }
    List<String> equal = success.list("equals", "(?s).{1,100}", "1 to 100 characters", 10);
    if ((path == null) != equal.isEmpty()) {
      success.fault("pointer", "goes together with equals: where, and what is there on success");
    }
    Pattern pattern = null;
    String expression = success.text("pattern", 200);
    if (expression != null) {
      try {
        pattern = Pattern.compile(expression);
      } catch (PatternSyntaxException e) {
        success.fault("pattern", "is no regular expression: " + e.getDescription());
      }
    }
    success.noOthers();
    return new SuccessTest(pointer, equal, pattern);
  }

  Outcome judge(Answer answer) {
    if (!answer.success()) {
      return answer.byStatus();
    }
    if (pointer == null && pattern == null) {
      return new Outcome.Delivered(answer.status());
    }
    if (!answer.whole()) {
      return answer.but("the answer did not end");
    }
    String wrong = wrong(answer.body());
    return wrong == null ? new Outcome.Delivered(answer.status()) : answer.but(wrong);
  }

  private @Nullable String wrong(String body) {
    if (pointer != null) {
      JsonNode root = Json.read(body);
      if (root == null) {
        return "with something else than JSON: " + Answer.printable(body);
      }
      JsonNode value = root.at(pointer);
      if (!value.isValueNode() || !equal.contains(value.asText())) {
        String what = value.isMissingNode() ? "nothing" : value.toString();
        return Answer.printable("with " + what + " at " + pointer + ": " + body);
      }
    }
    if (pattern != null && !found(pattern, body)) {
      return Answer.printable("without what was expected: " + body);
    }
    return null;
  }

  private static boolean found(Pattern pattern, String body) {
    try {
      return pattern.matcher(new Counted(body, new AtomicInteger(MOST_STEPS))).find();
    } catch (TooManySteps | StackOverflowError e) {
      return false;
    }
  }

  /** Ends a search that would not. */
  private static final class TooManySteps extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooManySteps() {
      super(null, null, false, false);
    }
  }

  /** A text that lets itself be read so many times only. */
  private record Counted(CharSequence text, AtomicInteger left) implements CharSequence {
    @Override
    public int length() {
      return text.length();
    }

    @Override
    public char charAt(int index) {
      if (left.getAndDecrement() <= 0) {
        throw new TooManySteps();
      }
      return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return new Counted(text.subSequence(start, end), left);
    }

    @Override
    public String toString() {
      return text.toString();
    }
  }
}
