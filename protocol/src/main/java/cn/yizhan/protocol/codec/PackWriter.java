package cn.yizhan.protocol.codec;

import cn.yizhan.protocol.message.Reading;
import cn.yizhan.protocol.point.PointScope;
import cn.yizhan.protocol.point.PointType;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;

/**
 * Writes readings as a SenML pack: the first record carries the base time, and a record carries the
 * base name where the part of the name up to its last slash changes.
 */
final class PackWriter {
  private final JsonGenerator out;
  private final PointScope scope;
  private String baseName = "";

  PackWriter(JsonGenerator out, PointScope scope) {
    this.out = out;
    this.scope = scope;
  }

  /**
   * Writes the array.
   *
   * @param now time the message is sent at; readings of before 1978 are put relative to it, unless
   *     it is older itself
   * @throws IllegalArgumentException when a reading is of no point of the station
   */
  void write(List<Reading> readings, long now) throws IOException {
    boolean absolute =
        now < Limits.RELATIVE_TIME
            || readings.stream().allMatch(reading -> reading.at() >= Limits.RELATIVE_TIME);
    long baseTime = absolute && !readings.isEmpty() ? readings.get(0).at() : 0;
    out.writeStartArray();
    for (int i = 0; i < readings.size(); i++) {
      Reading reading = readings.get(i);
      out.writeStartObject();
      writeName(reading.point());
      if (absolute && i == 0) {
        Json.writeSeconds(out, "bt", baseTime);
      } else if (absolute && reading.at() != baseTime) {
        Json.writeSeconds(out, "t", reading.at() - baseTime);
      } else if (!absolute) {
        boolean old = reading.at() < Limits.RELATIVE_TIME;
        Json.writeSeconds(out, "t", old ? reading.at() - now : reading.at());
      }
      writeValue(reading);
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  private void writeName(String point) throws IOException {
    String prefix = point.substring(0, point.lastIndexOf('/') + 1);
    if (!prefix.equals(baseName)) {
      out.writeStringField("bn", prefix);
      baseName = prefix;
    }
    out.writeStringField("n", point.substring(prefix.length()));
  }

  private void writeValue(Reading reading) throws IOException {
    PointType type = scope.typeOf(reading.point());
    if (type == null || !type.values().possible(reading.value())) {
      throw new IllegalArgumentException("cannot be sent: " + reading);
    }
    PointType.Values values = type.values();
    switch (values.kind()) {
      case NUMBER -> {
        if (values.unit() != null) {
          out.writeStringField("u", values.unit());
        }
        Json.writeNumber(out, "v", reading.value());
      }
      case BOOLEAN -> out.writeBooleanField("vb", reading.value() != 0);
      case WORD -> out.writeStringField("vs", values.words().get((int) reading.value()));
    }
  }
}
