package cn.yizhan.hub.alerts;

import cn.yizhan.protocol.Label;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The body of the news that an item of a station is to be restocked or not any more. Its fields and
 * their order are fixed by golden files: fields are added, none is renamed.
 */
public final class RestockBody {
  private static final Label MARK = new Label("补货", "RESTOCK");

  private RestockBody() {}

  /**
   * The JSON text of {@link News#RESTOCK_REQUESTED}.
   *
   * @param place where it is, with its station
   * @param stock the item as it is now
   * @param request the request
   * @param style how alerts look here
   * @param now the present, milliseconds
   */
  public static String requested(
      Place place, Restock.Stock stock, Restock.Request request, Style style, long now) {
    NewsSheet sheet = sheet(News.RESTOCK_REQUESTED, place, stock, request, style, now);
    Double quantity = stock.quantity();
    WebhookBody.number(sheet.data(), "quantity", quantity);
    Label item = item(stock);
    Label level = level(stock);
    Label wanted = quantity == null ? null : Words.value(quantity, stock.unit());
    return sheet.told(
        MARK,
        new Label(item.zh() + "需要补货", item.en() + " needs a restock"),
        new Label(
            sheet.spoken(request.requested())
                + " "
                + level.zh()
                + (wanted == null ? "" : "，建议补货" + wanted.zh())
                + "。告警编号 "
                + request.number(),
            sheet.spoken(request.requested())
                + " "
                + level.en()
                + (wanted == null ? "" : ", suggested restock " + wanted.en())
                + ". Alert no. "
                + request.number()),
        page(request));
  }

  /**
   * The JSON text of {@link News#RESTOCK_DONE}.
   *
   * @param place where it is, with its station
   * @param stock the item as it is now
   * @param request the request that is over
   * @param style how alerts look here
   * @param now the present, milliseconds
   */
  public static String done(
      Place place, Restock.Stock stock, Restock.Request request, Style style, long now) {
    NewsSheet sheet = sheet(News.RESTOCK_DONE, place, stock, request, style, now);
    sheet.data().put("done", sheet.time(now));
    Label item = item(stock);
    Label level = level(stock);
    String begun = sheet.spoken(request.requested());
    return sheet.told(
        MARK,
        new Label(item.zh() + "不再需要补货", item.en() + " needs no restock any more"),
        new Label(
            sheet.spoken(now) + " " + level.zh() + "。" + begun + " 提出，告警编号 " + request.number(),
            sheet.spoken(now)
                + " "
                + level.en()
                + ". Requested at "
                + begun
                + ", alert no. "
                + request.number()),
        page(request));
  }

  private static NewsSheet sheet(
      News news, Place place, Restock.Stock stock, Restock.Request request, Style style, long now) {
    NewsSheet sheet = new NewsSheet(news, place, style, now);
    ObjectNode data = sheet.data();
    ObjectNode item = data.putObject("item");
    item.put("code", stock.code());
    item.set("label", WebhookBody.label(Words.item(stock.code())));
    item.put("unit", stock.unit());
    WebhookBody.number(data, "level", stock.level());
    WebhookBody.number(data, "minimum", stock.minimum());
    WebhookBody.number(data, "capacity", stock.capacity());
    ObjectNode alert = data.putObject("alert");
    alert.put("number", request.number());
    alert.put("id", request.alert().toString());
    alert.put("rule", request.rule());
    data.put("requested", sheet.time(request.requested()));
    return sheet;
  }

  private static Label item(Restock.Stock stock) {
    Label label = Words.item(stock.code());
    String en = label.en();
    return new Label(label.zh(), en.substring(0, 1).toUpperCase(Locale.ROOT) + en.substring(1));
  }

  /** How much there is, and what that is to be held against. */
  private static Label level(Restock.Stock stock) {
    List<Label> beside = new ArrayList<>();
    add(beside, "补货点", "reorder point ", stock.minimum(), stock.unit());
    add(beside, "容量", "capacity ", stock.capacity(), stock.unit());
    Label level =
        stock.level() == null
            ? new Label("未知", "unknown")
            : Words.value(stock.level(), stock.unit());
    String zh = String.join("，", beside.stream().map(Label::zh).toList());
    String en = String.join(", ", beside.stream().map(Label::en).toList());
    return new Label(
        "库存量" + level.zh() + (zh.isEmpty() ? "" : "（" + zh + "）"),
        "supply level " + level.en() + (en.isEmpty() ? "" : " (" + en + ")"));
  }

  private static void add(
      List<Label> all, String zh, String en, @Nullable Double value, @Nullable String unit) {
    if (value != null) {
      Label said = Words.value(value, unit);
      all.add(new Label(zh + said.zh(), en + said.en()));
    }
  }

  private static String page(Restock.Request request) {
    return "/alerts/" + request.alert();
  }
}
