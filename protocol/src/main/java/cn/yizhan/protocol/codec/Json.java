package cn.yizhan.protocol.codec;

import cn.yizhan.protocol.codec.Rejection.Reason;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.math.BigDecimal;

/** How this package reads and writes JSON. */
final class Json {
  /** The place of faults that concern the whole message. */
  static final String MESSAGE = "message";

  /**
   * NaN and infinity are read as numbers, although JSON has none, so that they cost their record
   * and not the message.
   */
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(Limits.NESTING)
                  .maxNameLength(256)
                  .maxNumberLength(256)
                  .build())
          .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
          .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .build();

  private static final JsonMapper MAPPER = new JsonMapper(FACTORY);
  private static final long MAX_WHOLE = 1L << 53;

  private Json() {}

  static JsonFactory factory() {
    return FACTORY;
  }

  /** A parser that stands on the first token, which is none when there are no bytes. */
  static JsonParser open(byte[] bytes) throws IOException, Refusal {
    // The library would guess UTF-16 and UTF-32 by their first bytes; ours is UTF-8 alone.
    for (int i = 0; i < Math.min(4, bytes.length); i++) {
      if (bytes[i] == 0 || bytes[i] == (byte) 0xFE || bytes[i] == (byte) 0xFF) {
        throw notJson(i);
      }
    }
    return FACTORY.createParser(bytes);
  }

  /** The value the parser stands on, as a tree. */
  static JsonNode tree(JsonParser in) throws IOException {
    return MAPPER.readTree(in);
  }

  /** The whole message as a tree. */
  static JsonNode tree(byte[] bytes) throws IOException, Refusal {
    try (JsonParser in = open(bytes)) {
      if (in.nextToken() == null) {
        throw notJson(-1);
      }
      JsonNode tree = tree(in);
      expectEnd(in);
      return tree;
    }
  }

  /** Refuses anything that follows the message. */
  static void expectEnd(JsonParser in) throws IOException, Refusal {
    if (in.nextToken() != null) {
      throw notJson(in.currentTokenLocation().getByteOffset());
    }
  }

  /** The rejection for bytes the parser gave up on. */
  static Rejection rejection(IOException fault) {
    if (fault instanceof StreamConstraintsException) {
      return new Rejection(
          Reason.BAD_TEXT, MESSAGE, "expected shorter names and numbers and less nesting");
    }
    long at =
        fault instanceof JacksonException json && json.getLocation() != null
            ? json.getLocation().getByteOffset()
            : -1;
    return notJson(at).rejection();
  }

  /** The fault of bytes that are no JSON at a byte, -1 when none can be named. */
  static Refusal notJson(long at) {
    String where = at < 0 ? "" : ", fault near byte " + at;
    return new Refusal(Reason.NOT_JSON, MESSAGE, "expected JSON in UTF-8" + where);
  }

  static boolean isNumber(JsonToken token) {
    return token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT;
  }

  /** Milliseconds of a time in seconds; a value outside what can be said gives one outside too. */
  static long millis(double seconds) {
    return Math.round(seconds * 1000);
  }

  /** Writes a time in milliseconds as seconds with at most three decimals. */
  static void writeSeconds(JsonGenerator out, String name, long millis) throws IOException {
    out.writeFieldName(name);
    if (millis % 1000 == 0) {
      out.writeNumber(millis / 1000);
    } else {
      out.writeNumber(BigDecimal.valueOf(millis, 3).stripTrailingZeros().toPlainString());
    }
  }

  /** Writes a number as briefly as possible. */
  static void writeNumber(JsonGenerator out, String name, double value) throws IOException {
    out.writeFieldName(name);
    if (value == Math.rint(value) && Math.abs(value) < MAX_WHOLE) {
      out.writeNumber((long) value);
    } else {
      out.writeNumber(value);
    }
  }
}
