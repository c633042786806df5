package cn.yizhan.edge.stationfile;

import cn.yizhan.protocol.message.BayUse;
import java.util.List;

/**
 * Labels for the charging bays of a station: one HTML page in Chinese and English, to be printed.
 */
public final class BayLabels {
  /**
   * Whose labels they are.
   *
   * @param code code of the station
   * @param name what people call it; may be empty
   * @param phone telephone of its keeper; may be empty
   */
  public record Station(String code, String name, String phone) {}

  private static final String STYLE =
      """
      @page{size:A4;margin:10mm}
      *{box-sizing:border-box}
      body{margin:0;font-family:"Noto Sans CJK SC","Source Han Sans SC","Microsoft YaHei",sans-serif;
        color:#111;background:#fff}
      main{display:grid;grid-template-columns:1fr 1fr;gap:6mm;max-width:190mm;margin:0 auto}
      article{border:.6mm solid #111;border-radius:4mm;padding:4mm 5mm;height:88mm;overflow:hidden;
        display:flex;flex-direction:column;break-inside:avoid;page-break-inside:avoid}
      .top{display:flex;align-items:center;gap:4mm}
      .number{font-size:28mm;line-height:1;margin:-4mm 0 -2mm;font-weight:800;font-variant-numeric:tabular-nums}
      .number.long{font-size:18mm;margin:0}
      .use{font-size:6mm;line-height:1.25;font-weight:700}
      .use small,.bay small{display:block;font-size:3.4mm;font-weight:400}
      .danger{margin-top:auto;background:#b00020;color:#fff;border-radius:2mm;padding:2mm 3mm;
        font-size:5mm;font-weight:700;line-height:1.3;-webkit-print-color-adjust:exact;
        print-color-adjust:exact}
      .danger small{display:block;font-size:3.2mm;font-weight:400}
      .do{margin:2mm 0;padding:0;list-style:none;font-size:3.4mm;line-height:1.45}
      footer{margin-top:2mm;font-size:3.4mm;line-height:1.45}
      footer span{display:block;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
      @media screen{body{padding:10mm;background:#eee}article{background:#fff}}
      """;

  private BayLabels() {}

  /** The page. */
  public static String html(Station station, List<BaySetup> bays) {
    StringBuilder page = new StringBuilder(4096);
    page.append("<!doctype html>\n<html lang=\"zh-CN\">\n<head><meta charset=\"utf-8\">")
        .append("<meta name=\"viewport\" content=\"width=device-width\"><title>充电位标签 bay labels ")
        .append(escape(station.code()))
        .append("</title>\n<style>\n")
        .append(STYLE)
        .append("</style></head>\n<body><main>\n");
    bays.forEach(bay -> page.append(label(station, bay)));
    return page.append("</main></body>\n</html>\n").toString();
  }

  private static String label(Station station, BaySetup bay) {
    boolean bike = bay.use() == BayUse.E_BIKE;
    String number = Integer.toString(bay.number());
    String name = station.name().isEmpty() ? station.code() : station.name();
    String phone =
        station.phone().isEmpty()
            ? ""
            : "<span>驿站电话 phone <b>" + escape(station.phone()) + "</b></span>";
    return """
        <article>
        <div class="top"><div class="number%s">%s</div>
        <div class="use">%s<small lang="en">%s</small></div></div>
        <ul class="do"><li>%s</li><li lang="en">%s</li></ul>
        <div class="danger">见烟见火立即拨打119<small>疏散人员，远离电池</small>
        <small lang="en">Smoke or fire: call 119 at once. Get everyone out, keep away from the battery.</small></div>
        <footer><span>%s · %s-%s</span>%s</footer>
        </article>
        """
        .formatted(
            number.length() > 2 ? " long" : "",
            number,
            number + "号充电位<br>" + (bike ? "电动自行车" : "手机充电位"),
            "bay " + number + ", " + (bike ? "e-bike" : "phone"),
            bike ? "充满即拔，不充破损、改装、进水的电池" : "只充手机，请勿接电动自行车电池",
            bike
                ? "Unplug when full. No damaged, modified or wet batteries."
                : "Phones only. Never an e-bike battery.",
            escape(name),
            escape(station.code()),
            number,
            phone);
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
