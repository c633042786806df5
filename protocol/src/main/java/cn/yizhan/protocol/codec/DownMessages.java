package cn.yizhan.protocol.codec;

import cn.yizhan.protocol.Label;
import cn.yizhan.protocol.Lane;
import cn.yizhan.protocol.codec.Rejection.Reason;
import cn.yizhan.protocol.message.BayUse;
import cn.yizhan.protocol.message.Command;
import cn.yizhan.protocol.message.Config;
import cn.yizhan.protocol.message.LanePosition;
import cn.yizhan.protocol.message.Notice;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Reads what the hub sends. */
final class DownMessages {
  private static final Pattern EPOCH_OR_NONE = Pattern.compile("[0-9A-Za-z]{0,32}");

  private DownMessages() {}

  static Command command(Fields fields) throws Refusal {
    String id = fields.word("id", Texts.ID, "identifier");
    String type = fields.word("type", Texts.WORD, "dotted words");
    String target = fields.word("target", Texts.SUBJECT, "bay/3 or the like");
    List<Rejection> rejected = new ArrayList<>(0);
    Map<String, Object> args = Facts.read(fields, "args", rejected::add);
    if (!rejected.isEmpty()) {
      // Half an order may mean something else; it is taken whole or not at all.
      Rejection first = rejected.get(0);
      throw new Refusal(first.reason(), first.place(), first.expected());
    }
    return new Command(id, type, target, args, fields.time("expires"), fields.text("by"));
  }

  static Config config(Fields fields) throws Refusal {
    long version = fields.number("version", 0);
    long time = fields.time("time");
    return new Config(
        version,
        time,
        lanes(fields),
        rules(fields),
        bays(fields),
        deadbands(fields),
        texts(fields),
        fields.has("breaker") ? fields.finite("breaker") : 0);
  }

  private static Map<Lane, LanePosition> lanes(Fields fields) throws Refusal {
    Map<Lane, LanePosition> lanes = new EnumMap<>(Lane.class);
    if (fields.has("lanes")) {
      Fields given = fields.object("lanes");
      for (Lane lane : Lane.values()) {
        if (given.has(lane.word())) {
          Fields position = given.object(lane.word());
          String epoch = position.word("epoch", EPOCH_OR_NONE, "letters and digits, at most 32");
          lanes.put(lane, new LanePosition(epoch, position.number("seq", 0)));
        }
      }
    }
    return Collections.unmodifiableMap(lanes);
  }

  private static Map<String, Map<String, Double>> rules(Fields fields) throws Refusal {
    Map<String, Map<String, Double>> rules = new TreeMap<>();
    if (fields.has("rules")) {
      Fields given = fields.object("rules");
      for (Map.Entry<String, JsonNode> rule : given.members(Limits.RULES)) {
        requireName(given, rule.getKey());
        rules.put(rule.getKey(), thresholds(given.object(rule.getKey())));
      }
    }
    return Collections.unmodifiableMap(rules);
  }

  private static Map<String, Double> thresholds(Fields rule) throws Refusal {
    Map<String, Double> thresholds = new TreeMap<>();
    for (Map.Entry<String, JsonNode> threshold : rule.members(Limits.RULES)) {
      requireName(rule, threshold.getKey());
      thresholds.put(threshold.getKey(), rule.finite(threshold.getKey()));
    }
    return Collections.unmodifiableMap(thresholds);
  }

  private static void requireName(Fields parent, String name) throws Refusal {
    if (!Texts.WORD.matcher(name).matches()) {
      throw parent.refuse(Reason.BAD_TEXT, "*", "expected names of letters and digits");
    }
  }

  private static List<Config.Bay> bays(Fields fields) throws Refusal {
    List<Config.Bay> bays = new ArrayList<>();
    for (Fields bay : fields.objects("bays", Limits.BAYS)) {
      long number = bay.number("number", 1);
      BayUse use = BayUse.of(bay.word("use", Texts.WORD, "e-bike or phone"));
      if (use == null) {
        throw bay.refuse(Reason.IMPOSSIBLE_VALUE, "use", "expected e-bike or phone");
      }
      if (number > Integer.MAX_VALUE) {
        throw bay.refuse(Reason.IMPOSSIBLE_VALUE, "number", "expected number of a bay");
      }
      bays.add(new Config.Bay((int) number, use, bay.flag("low"), bay.flag("circuit")));
    }
    return Collections.unmodifiableList(bays);
  }

  private static Map<String, Double> deadbands(Fields fields) throws Refusal {
    Map<String, Double> deadbands = new TreeMap<>();
    if (fields.has("deadbands")) {
      Fields given = fields.object("deadbands");
      for (Map.Entry<String, JsonNode> deadband : given.members(Limits.DEADBANDS)) {
        if (!Texts.POINTS.matcher(deadband.getKey()).matches()) {
          throw given.refuse(Reason.BAD_TEXT, "*", "expected names or patterns of points");
        }
        deadbands.put(deadband.getKey(), given.finite(deadband.getKey()));
      }
    }
    return Collections.unmodifiableMap(deadbands);
  }

  private static Map<String, Label> texts(Fields fields) throws Refusal {
    Map<String, Label> texts = new TreeMap<>();
    if (fields.has("texts")) {
      Fields given = fields.object("texts");
      for (Map.Entry<String, JsonNode> text : given.members(Limits.DISPLAY_TEXTS)) {
        requireName(given, text.getKey());
        texts.put(text.getKey(), label(given.object(text.getKey())));
      }
    }
    return Collections.unmodifiableMap(texts);
  }

  private static Label label(Fields text) throws Refusal {
    return new Label(text.text("zh"), text.text("en"));
  }

  static Notice notice(Fields fields) throws Refusal {
    String id = fields.word("id", Texts.ID, "identifier");
    Label text = label(fields.object("text"));
    return new Notice(id, text, fields.time("from"), fields.time("until"));
  }
}
