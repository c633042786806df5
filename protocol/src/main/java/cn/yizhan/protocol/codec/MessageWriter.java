package cn.yizhan.protocol.codec;

import cn.yizhan.protocol.Label;
import cn.yizhan.protocol.Lane;
import cn.yizhan.protocol.message.BarePack;
import cn.yizhan.protocol.message.Birth;
import cn.yizhan.protocol.message.Command;
import cn.yizhan.protocol.message.Config;
import cn.yizhan.protocol.message.Death;
import cn.yizhan.protocol.message.LanePosition;
import cn.yizhan.protocol.message.Lost;
import cn.yizhan.protocol.message.Message;
import cn.yizhan.protocol.message.Notice;
import cn.yizhan.protocol.message.Reading;
import cn.yizhan.protocol.message.Reply;
import cn.yizhan.protocol.message.Report;
import cn.yizhan.protocol.message.StationEvent;
import cn.yizhan.protocol.point.PointScope;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** Writes messages: members in a fixed order, nothing that says nothing, no white space. */
final class MessageWriter {
  private final JsonGenerator out;
  private final PointScope scope;

  MessageWriter(JsonGenerator out, PointScope scope) {
    this.out = out;
    this.scope = scope;
  }

  void write(Message message) throws IOException {
    if (message instanceof BarePack pack) {
      barePack(pack);
      return;
    }
    out.writeStartObject();
    if (message instanceof Report report) {
      report(report);
    } else if (message instanceof Birth birth) {
      birth(birth);
    } else if (message instanceof Death death) {
      out.writeStringField("session", death.session());
    } else if (message instanceof Reply reply) {
      reply(reply);
    } else if (message instanceof Command command) {
      command(command);
    } else if (message instanceof Config config) {
      config(config);
    } else if (message instanceof Notice notice) {
      notice(notice);
    } else {
      throw new IllegalArgumentException("not known: " + message.getClass());
    }
    out.writeEndObject();
  }

  private void barePack(BarePack pack) throws IOException {
    for (Reading reading : pack.readings()) {
      if (reading.at() < Limits.RELATIVE_TIME) {
        throw new IllegalArgumentException("a pack without envelope cannot say: " + reading);
      }
    }
    new PackWriter(out, scope).write(pack.readings(), Limits.RELATIVE_TIME);
  }

  private void report(Report report) throws IOException {
    out.writeStringField("epoch", report.epoch());
    out.writeNumberField("seq", report.seq());
    Json.writeSeconds(out, "sent", report.sent());
    if (!report.readings().isEmpty()) {
      out.writeFieldName("pack");
      new PackWriter(out, scope).write(report.readings(), report.sent());
    }
    if (!report.events().isEmpty()) {
      out.writeArrayFieldStart("events");
      for (StationEvent event : report.events()) {
        event(event, report.sent());
      }
      out.writeEndArray();
    }
    Lost lost = report.lost();
    if (lost != null) {
      out.writeObjectFieldStart("lost");
      out.writeStringField("epoch", lost.epoch());
      out.writeStringField("lane", lost.lane().word());
      out.writeNumberField("from", lost.from());
      out.writeFieldName("to");
      out.writeObject(lost.to());
      out.writeStringField("reason", lost.reason());
      out.writeEndObject();
    }
  }

  private void event(StationEvent event, long sent) throws IOException {
    boolean relative = event.at() < Limits.RELATIVE_TIME && sent >= Limits.RELATIVE_TIME;
    out.writeStartObject();
    out.writeStringField("id", event.id());
    out.writeStringField("type", event.type());
    Json.writeSeconds(out, "t", relative ? event.at() - sent : event.at());
    out.writeStringField("subject", event.subject());
    if (event.rule() != null) {
      out.writeStringField("rule", event.rule());
    }
    Facts.write(out, "data", event.data());
    out.writeEndObject();
  }

  private void birth(Birth birth) throws IOException {
    out.writeStringField("session", birth.session());
    out.writeStringField("agent", birth.agent());
    Json.writeSeconds(out, "sent", birth.sent());
    lanes(birth.lanes(), "next");
    out.writeArrayFieldStart("devices");
    for (Birth.Device device : birth.devices()) {
      out.writeStartObject();
      out.writeStringField("id", device.id());
      out.writeStringField("model", device.model());
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeArrayFieldStart("points");
    for (Birth.DeclaredPoint point : birth.points()) {
      out.writeStartObject();
      out.writeStringField("name", point.name());
      if (point.unit() != null) {
        out.writeStringField("unit", point.unit());
      }
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeNumberField("configVersion", birth.configVersion());
    out.writeObjectFieldStart("journal");
    out.writeNumberField("bytes", birth.journal().bytes());
    out.writeNumberField("capacity", birth.journal().capacity());
    out.writeEndObject();
  }

  private void lanes(Map<Lane, LanePosition> lanes, String number) throws IOException {
    out.writeObjectFieldStart("lanes");
    for (Map.Entry<Lane, LanePosition> lane : new TreeMap<>(lanes).entrySet()) {
      out.writeObjectFieldStart(lane.getKey().word());
      out.writeStringField("epoch", lane.getValue().epoch());
      out.writeNumberField(number, lane.getValue().seq());
      out.writeEndObject();
    }
    out.writeEndObject();
  }

  private void reply(Reply reply) throws IOException {
    out.writeStringField("id", reply.id());
    Json.writeSeconds(out, "at", reply.at());
    out.writeStringField("result", UpMessages.word(reply.result()));
    if (!reply.detail().isEmpty()) {
      out.writeStringField("detail", reply.detail());
    }
  }

  private void command(Command command) throws IOException {
    out.writeStringField("id", command.id());
    out.writeStringField("type", command.type());
    out.writeStringField("target", command.target());
    Facts.write(out, "args", command.args());
    Json.writeSeconds(out, "expires", command.expires());
    out.writeStringField("by", command.by());
  }

  private void config(Config config) throws IOException {
    out.writeNumberField("version", config.version());
    Json.writeSeconds(out, "time", config.time());
    lanes(config.lanes(), "seq");
    out.writeObjectFieldStart("rules");
    for (Map.Entry<String, Map<String, Double>> rule : new TreeMap<>(config.rules()).entrySet()) {
      out.writeObjectFieldStart(rule.getKey());
      for (Map.Entry<String, Double> threshold : new TreeMap<>(rule.getValue()).entrySet()) {
        Json.writeNumber(out, threshold.getKey(), threshold.getValue());
      }
      out.writeEndObject();
    }
    out.writeEndObject();
    out.writeArrayFieldStart("bays");
    for (Config.Bay bay : config.bays()) {
      out.writeStartObject();
      out.writeNumberField("number", bay.number());
      out.writeStringField("use", bay.use().word());
      if (bay.low()) {
        out.writeBooleanField("low", true);
      }
      if (bay.circuit()) {
        out.writeBooleanField("circuit", true);
      }
      out.writeEndObject();
    }
    out.writeEndArray();
    Facts.write(out, "deadbands", Map.copyOf(config.deadbands()));
    if (!config.texts().isEmpty()) {
      out.writeObjectFieldStart("texts");
      for (Map.Entry<String, Label> text : new TreeMap<>(config.texts()).entrySet()) {
        label(text.getKey(), text.getValue());
      }
      out.writeEndObject();
    }
    if (config.breaker() != 0) {
      Json.writeNumber(out, "breaker", config.breaker());
    }
  }

  private void label(String name, Label label) throws IOException {
    out.writeObjectFieldStart(name);
    out.writeStringField("zh", label.zh());
    out.writeStringField("en", label.en());
    out.writeEndObject();
  }

  private void notice(Notice notice) throws IOException {
    out.writeStringField("id", notice.id());
    label("text", notice.text());
    Json.writeSeconds(out, "from", notice.from());
    Json.writeSeconds(out, "until", notice.until());
  }
}
