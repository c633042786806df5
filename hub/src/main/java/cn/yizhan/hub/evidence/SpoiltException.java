package cn.yizhan.hub.evidence;

import cn.yizhan.protocol.Label;

/** A file that cannot serve as a photo. */
final class SpoiltException extends Exception {
  private static final long serialVersionUID = 1L;

  private static final Label BROKEN =
      new Label(
          "照片文件不完整或已损坏，请重新拍摄或选择", "the file is cut off or damaged; take or choose the photo again");
  private static final Label ANIMATED =
      new Label("不接受动图，请上传照片", "it is an animation; send a photo");
  private static final Label UNUSUAL =
      new Label(
          "浏览器无法显示这种照片，请重新拍摄", "it is of a sort that browsers do not show; take the photo anew");
  private static final Label TOO_MANY_PIXELS =
      new Label("照片尺寸过大，最多一亿像素", "it has more than 100 million pixels");

  private final transient Label why;

  private SpoiltException(Label why) {
    super(why.en());
    this.why = why;
  }

  static SpoiltException broken() {
    return new SpoiltException(BROKEN);
  }

  static SpoiltException animated() {
    return new SpoiltException(ANIMATED);
  }

  static SpoiltException unusual() {
    return new SpoiltException(UNUSUAL);
  }

  static SpoiltException tooManyPixels() {
    return new SpoiltException(TOO_MANY_PIXELS);
  }

  /** The reason, for the person. */
  Label why() {
    return why;
  }
}
