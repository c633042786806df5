package cn.yizhan.protocol.codec;

import cn.yizhan.protocol.codec.Rejection.Reason;
import cn.yizhan.protocol.point.PointScope;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the records of one SenML pack (RFC 8428) off a stream. A faulty record is put down as
 * rejected and the next one read; a faulty base field costs every record that would inherit it.
 */
final class PackReader {
  private static final int SENML_VERSION = 10;

  private final JsonParser in;
  private final String place;
  private final PackValues values;
  private final Fresh record = new Fresh();

  // Base fields, and the record whose faulty one cannot be used; -1 while they can.
  private String baseName = "";
  private @Nullable String baseUnit;
  private double baseTime = Double.NaN;
  private double baseValue;
  private int badName = -1;
  private int badUnit = -1;
  private int badTime = -1;
  private int badValue = -1;
  private int badVersion = -1;

  /** The fields of the record being read. */
  private static final class Fresh {
    int index;
    @Nullable String name;
    @Nullable String unit;
    @Nullable String word;
    @Nullable Boolean truth;
    double value;
    double time;
    boolean sum;
    boolean blank;
    @Nullable Rejection fault;

    void start(int next) {
      index = next;
      name = null;
      unit = null;
      word = null;
      truth = null;
      value = Double.NaN;
      time = Double.NaN;
      sum = false;
      blank = true;
      fault = null;
    }
  }

  /**
   * A reader of the array the parser stands on.
   *
   * @param place what the array is called in rejections
   */
  PackReader(JsonParser in, PointScope scope, String place) {
    this.in = in;
    this.place = place;
    this.values = new PackValues(scope, place);
  }

  /** Reads up to the end of the array. */
  PackValues read() throws IOException, Refusal {
    int index = 0;
    for (JsonToken token = in.nextToken(); token != JsonToken.END_ARRAY; token = in.nextToken()) {
      if (index == Limits.RECORDS) {
        throw new Refusal(
            Reason.BAD_TEXT, place, "expected at most " + Limits.RECORDS + " records");
      }
      record.start(index++);
      if (token == JsonToken.START_OBJECT) {
        readFields();
      } else {
        in.skipChildren();
        fault(Reason.WRONG_TYPE, "", "expected object");
      }
      close();
    }
    return values;
  }

  private void readFields() throws IOException {
    while (in.nextToken() != JsonToken.END_OBJECT) {
      String key = in.currentName();
      JsonToken token = in.nextToken();
      readField(key, token);
      if (token.isStructStart()) {
        in.skipChildren();
      }
    }
  }

  private void readField(String key, JsonToken token) throws IOException {
    switch (key) {
      case "n" -> record.name = ownText(key, token);
      case "v" -> record.value = ownNumber(key, token, Reason.IMPOSSIBLE_VALUE);
      case "t" -> record.time = ownNumber(key, token, Reason.IMPOSSIBLE_TIME);
      case "u" -> record.unit = ownText(key, token);
      case "vs" -> record.word = ownText(key, token);
      case "vb" -> record.truth = ownTruth(key, token);
      case "bn" -> {
        String text = text(key, token);
        badName = text == null ? record.index : -1;
        baseName = text == null ? "" : text;
      }
      case "bt" -> {
        baseTime = number(key, token, Reason.IMPOSSIBLE_TIME);
        badTime = Double.isNaN(baseTime) ? record.index : -1;
      }
      case "bu" -> {
        baseUnit = text(key, token);
        badUnit = baseUnit == null ? record.index : -1;
      }
      case "bv" -> {
        baseValue = number(key, token, Reason.IMPOSSIBLE_VALUE);
        badValue = Double.isNaN(baseValue) ? record.index : -1;
      }
      case "bver" -> {
        boolean known = token == JsonToken.VALUE_NUMBER_INT && in.getDoubleValue() == SENML_VERSION;
        badVersion = known ? -1 : record.index;
      }
      case "s", "bs" -> record.sum = true;
      case "vd" -> {
        record.blank = false;
        fault(Reason.NOT_UNDERSTOOD, key, "expected v, vb or vs instead of data");
      }
      default -> {
        if (key.endsWith("_")) {
          record.blank = false;
          fault(Reason.NOT_UNDERSTOOD, "", "expected no field whose name ends in an underscore");
        }
      }
    }
  }

  private void close() {
    if (record.fault == null && !(record.blank && !record.sum)) {
      checkBase();
    }
    if (record.fault != null) {
      values.reject(record.fault);
    } else if (!record.blank || record.sum) {
      add();
    }
  }

  /** A record without fields of its own sets the base fields of those that follow. */
  private void checkBase() {
    boolean number = !Double.isNaN(record.value);
    requireBase(badVersion, "bver", Reason.NOT_UNDERSTOOD, "version " + SENML_VERSION);
    requireBase(badName, "bn", Reason.WRONG_TYPE, "name");
    requireBase(badTime, "bt", Reason.IMPOSSIBLE_TIME, "time");
    requireBase(number && record.unit == null ? badUnit : -1, "bu", Reason.WRONG_UNIT, "unit");
    requireBase(number ? badValue : -1, "bv", Reason.IMPOSSIBLE_VALUE, "value");
  }

  private void requireBase(int bad, String key, Reason reason, String what) {
    if (bad >= 0 && record.fault == null) {
      String expected = "expected usable base " + what + ", see " + place + "[" + bad + "]." + key;
      fault(reason, "", expected);
    }
  }

  private void add() {
    String own = record.name;
    String name = own == null ? baseName : baseName.isEmpty() ? own : baseName.concat(own);
    double time = record.time;
    if (!Double.isNaN(baseTime)) {
      time = Double.isNaN(time) ? baseTime : baseTime + time;
    }
    int given =
        (Double.isNaN(record.value) ? 0 : 1)
            + (record.truth == null ? 0 : 1)
            + (record.word == null ? 0 : 1);
    if (given != 1) {
      Reason reason = record.sum && given == 0 ? Reason.NOT_UNDERSTOOD : Reason.WRONG_TYPE;
      values.reject(record.index, reason, "", "expected one of v, vb and vs");
      return;
    }
    values.at(record.index, name, time);
    if (record.word != null) {
      values.addWord(record.word, record.unit);
    } else if (record.truth != null) {
      values.addTruth(record.truth, record.unit);
    } else {
      values.addNumber(record.value + baseValue, record.unit == null ? baseUnit : record.unit);
    }
  }

  private @Nullable String ownText(String key, JsonToken token) throws IOException {
    record.blank = false;
    return text(key, token);
  }

  private double ownNumber(String key, JsonToken token, Reason reason) throws IOException {
    record.blank = false;
    return number(key, token, reason);
  }

  private @Nullable Boolean ownTruth(String key, JsonToken token) {
    record.blank = false;
    if (token.isBoolean()) {
      return token == JsonToken.VALUE_TRUE;
    }
    fault(Reason.WRONG_TYPE, key, "expected boolean");
    return null;
  }

  private @Nullable String text(String key, JsonToken token) throws IOException {
    if (token == JsonToken.VALUE_STRING) {
      return in.getText();
    }
    fault(Reason.WRONG_TYPE, key, "expected text");
    return null;
  }

  /** The number the parser stands on; NaN, and a fault, when it is none that can be used. */
  private double number(String key, JsonToken token, Reason reason) throws IOException {
    if (!Json.isNumber(token)) {
      fault(Reason.WRONG_TYPE, key, "expected number");
      return Double.NaN;
    }
    double number = in.getDoubleValue();
    if (!Double.isFinite(number)) {
      fault(reason, key, "expected finite number");
      return Double.NaN;
    }
    return number;
  }

  private void fault(Reason reason, String key, String expected) {
    if (record.fault == null) {
      record.fault = PackValues.rejection(place, record.index, reason, key, expected);
    }
  }
}
