package cn.yizhan.edge.stationfile;

import cn.yizhan.protocol.Label;

/** A language in which an installer is told something. */
public enum Language {
  /** Chinese. */
  ZH,
  /** English. */
  EN;

  /** The text in this language. */
  public String of(Label label) {
    return this == ZH ? label.zh() : label.en();
  }

  /** One of two texts. */
  public String of(String zh, String en) {
    return this == ZH ? zh : en;
  }
}
