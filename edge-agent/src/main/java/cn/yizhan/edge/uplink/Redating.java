package cn.yizhan.edge.uplink;

import cn.yizhan.protocol.message.StationEvent;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Moves the times in the body of a report: the base time of its pack, to which the others are
 * relative, and the time of each event. Everything else is copied as it is. Pure.
 */
final class Redating {
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8).build();

  private static final String PACK = "pack";
  private static final String EVENTS = "events";

  /** Depth of the members of a record or event: message, array, object. */
  private static final int MEMBER = 3;

  private final JsonParser in;
  private final JsonGenerator out;
  private final long shift;
  private String note;

  private Redating(JsonParser in, JsonGenerator out, long shift, String note) {
    this.in = in;
    this.out = out;
    this.shift = shift;
    this.note = note;
  }

  /**
   * A body with its times moved.
   *
   * @param body of {@link Stamp#body}
   * @param shift what is added to each time, ms
   * @param note an event told besides, with a time of its own; null for none
   * @throws IllegalArgumentException when it is no such body
   */
  static byte[] of(byte[] body, long shift, @Nullable StationEvent note) {
    // A body begins with the comma that follows the time of sending, or is the closing brace.
    byte[] message = body.length == 1 ? new byte[] {'{', '}'} : body.clone();
    message[0] = '{';
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(body.length + 256);
    try (JsonParser in = JSON.createParser(message);
        JsonGenerator out = JSON.createGenerator(bytes)) {
      new Redating(in, out, shift, note == null ? "" : json(note)).copy();
    } catch (IOException e) {
      throw new IllegalArgumentException("not the body of a report", e);
    }
    byte[] moved = bytes.toByteArray();
    if (moved.length == 2) {
      return new byte[] {'}'};
    }
    moved[0] = ',';
    return moved;
  }

  private static String json(StationEvent note) {
    byte[] body = Stamp.body(List.of(), List.of(note), point -> null, note.at());
    String text = new String(body, StandardCharsets.UTF_8);
    return text.substring(text.indexOf('[') + 1, text.lastIndexOf(']'));
  }

  private void copy() throws IOException {
    int depth = 0;
    String array = "";
    JsonToken token;
    while ((token = in.nextToken()) != null) {
      if (token.isStructEnd()) {
        depth--;
        if (depth == 0 && !note.isEmpty()) {
          out.writeArrayFieldStart(EVENTS);
          tell();
          out.writeEndArray();
        }
      }
      out.copyCurrentEventExact(in);
      if (token.isStructStart()) {
        depth++;
        if (token == JsonToken.START_ARRAY && depth == 2 && array.equals(EVENTS)) {
          tell();
        }
      } else if (token == JsonToken.FIELD_NAME && depth == 1) {
        array = in.currentName();
      } else if (token == JsonToken.FIELD_NAME && depth == MEMBER && time(array)) {
        in.nextToken();
        BigDecimal moved = in.getDecimalValue().add(BigDecimal.valueOf(shift, 3));
        out.writeNumber(moved.stripTrailingZeros().toPlainString());
      }
    }
  }

  private boolean time(String array) throws IOException {
    String member = in.currentName();
    return (array.equals(PACK) && member.equals("bt"))
        || (array.equals(EVENTS) && member.equals("t"));
  }

  private void tell() throws IOException {
    if (!note.isEmpty()) {
      out.writeRawValue(note);
      note = "";
    }
  }
}
