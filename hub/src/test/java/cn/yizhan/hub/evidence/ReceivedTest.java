package cn.yizhan.hub.evidence;

import static cn.yizhan.hub.testing.Pictures.SECRET;
import static cn.yizhan.hub.testing.Pictures.ascii;
import static cn.yizhan.hub.testing.Pictures.exif;
import static cn.yizhan.hub.testing.Pictures.fromTelephone;
import static cn.yizhan.hub.testing.Pictures.join;
import static cn.yizhan.hub.testing.Pictures.pixels;
import static cn.yizhan.hub.testing.Pictures.pngChunk;
import static cn.yizhan.hub.testing.Pictures.segment;
import static cn.yizhan.hub.testing.Pictures.webp;
import static cn.yizhan.hub.testing.Pictures.webpChunk;
import static cn.yizhan.hub.testing.Pictures.with;
import static cn.yizhan.hub.testing.Pictures.written;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.hub.testing.Pictures;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReceivedTest {
  /** Where a PNG's first chunk after the header begins. */
  private static final int AFTER_HEADER = 8 + 25;

  private static final int FIRST_WEBP_CHUNK = 12;

  @Test
  void aJpegKeepsItsPictureAndNothingThatATelephoneWroteBesideIt() {
    byte[] sent = fromTelephone(1);
    Photo photo = photo(sent);
    assertEquals(ImageType.JPEG, photo.type());
    assertSilent(photo);
    assertArrayEquals(pixels(written("jpeg")), pixels(photo.content()));
    assertArrayEquals(written("jpeg"), photo.content());
  }

  @Test
  void aJpegKeepsItsColourProfileAndAdobesWordOnItsColours() {
    byte[] profile = segment(0xe2, ascii("ICC_PROFILE\0\1\1profile"));
    byte[] adobe = segment(0xee, join(ascii("Adobe"), new byte[] {0, 100, 0, 0, 0, 0, 1}));
    byte[] longer = segment(0xee, join(ascii("Adobe"), new byte[7], ascii(SECRET)));
    String kept = hex(photo(with(written("jpeg"), 20, profile, adobe)));
    assertTrue(kept.contains(hex(profile)));
    assertTrue(kept.contains(hex(adobe)));
    assertSilent(photo(with(written("jpeg"), 20, longer)));
  }

  @Test
  void theSmallPictureOfJfifGoes() {
    byte[] jfif = ascii("JFIF\0\1\1\0\0\1\0\1\1\1" + SECRET);
    byte[] plain = written("jpeg");
    int length = 2 + (plain[4] << 8 | plain[5]) + 2;
    Photo photo =
        photo(
            join(
                new byte[] {plain[0], plain[1]},
                segment(0xe0, jfif),
                Arrays.copyOfRange(plain, length, plain.length)));
    assertSilent(photo);
    assertArrayEquals(pixels(plain), pixels(photo.content()));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 6, 8})
  void whichWayIsUpIsKeptInEveryFormat(int orientation) {
    String block = hex(Orientation.block(orientation));
    assertEquals(orientation, Orientation.of(Orientation.block(orientation)));
    byte[] png = with(written("png"), AFTER_HEADER, pngChunk("eXIf", exif(orientation)));
    for (byte[] sent : List.of(fromTelephone(orientation), png, extended(exif(orientation)))) {
      Photo photo = photo(sent);
      assertTrue(hex(photo).contains(block), photo.type().media());
      assertSilent(photo);
      assertArrayEquals(photo.content(), photo(photo.content()).content(), "once is enough");
    }
  }

  @Test
  void anOrientationThatCannotBeReadIsUpright() {
    byte[] far = exif(6);
    far[4] = 0x7f;
    far[7] = 0x7f;
    byte[] endless = exif(6);
    endless[8] = (byte) 0xff;
    endless[9] = (byte) 0xff;
    endless[22] = 0;
    for (byte[] block : List.of(new byte[0], ascii("II"), ascii("XX*\0"), far, endless, exif(9))) {
      assertEquals(1, Orientation.of(block), HexFormat.of().formatHex(block));
    }
  }

  @Test
  void aPngKeepsItsPictureAndNothingElse() {
    byte[] plain = written("png");
    byte[] sent =
        join(
            with(
                plain,
                AFTER_HEADER,
                pngChunk("tEXt", ascii("Author\0" + SECRET)),
                pngChunk("iTXt", ascii("XML:com.adobe.xmp\0\0\0\0\0" + SECRET)),
                pngChunk("zTXt", ascii("Comment\0\0" + SECRET)),
                pngChunk("tIME", new byte[7]),
                pngChunk("eXIf", exif(1)),
                pngChunk("gAMA", new byte[] {0, 0, (byte) 0xb1, (byte) 0x8f}),
                pngChunk("prVt", ascii(SECRET))),
            ascii(SECRET));
    Photo photo = photo(sent);
    assertEquals(ImageType.PNG, photo.type());
    assertSilent(photo);
    assertTrue(hex(photo).contains(hex(ascii("gAMA"))));
    assertFalse(hex(photo).contains(hex(ascii("tIME"))));
    assertArrayEquals(pixels(plain), pixels(photo.content()));
    assertArrayEquals(plain, photo(plain).content());
  }

  @Test
  void aWebpKeepsItsPictureAndNothingElse() {
    for (byte[] plain : List.of(Pictures.WEBP, Pictures.WEBP_LOSSLESS)) {
      assertArrayEquals(plain, photo(join(plain, ascii(SECRET))).content());
      assertEquals(ImageType.WEBP, photo(plain).type());
    }
    byte[] picture = tail(Pictures.WEBP, FIRST_WEBP_CHUNK);
    byte[] profile = webpChunk("ICCP", ascii("odd"));
    byte[] header = {0x2c, 0, 0, 0, 0, 0, 0, 0, 0, 0};
    byte[] without = {0x20, 0, 0, 0, 0, 0, 0, 0, 0, 0};
    byte[] sent =
        webp(
            webpChunk("VP8X", header),
            profile,
            picture,
            webpChunk("EXIF", exif(1)),
            webpChunk("XMP ", ascii(SECRET)),
            webpChunk("NOTE", ascii(SECRET)));
    assertArrayEquals(webp(webpChunk("VP8X", without), profile, picture), photo(sent).content());
  }

  @Test
  void whatIsNoneOfTheThreeIsForeign() {
    for (String text :
        List.of("", "GIF89a", "<svg xmlns=", "RIFF\0\0\0\0WAVE", "\0\0\0\30ftypheic")) {
      assertInstanceOf(Received.Foreign.class, Received.of(ascii(text)), text);
    }
  }

  @Test
  void aFileThatIsCutOffAnywhereIsRefused() {
    List<byte[]> whole =
        List.of(written("jpeg", 9, 7), written("png", 9, 7), Pictures.WEBP, extended(exif(6)));
    for (byte[] file : whole) {
      for (int length = 0; length < file.length; length++) {
        Received received = Received.of(Arrays.copyOf(file, length));
        assertFalse(received instanceof Photo, length + " of " + file.length);
      }
    }
  }

  @Test
  void aFileWithAnyByteChangedIsRefusedOrAPhotoAndNeverAnAccident() {
    Random random = new Random(7);
    for (byte[] file : List.of(fromTelephone(6), written("png"), extended(exif(6)))) {
      for (int i = 0; i < 4_000; i++) {
        byte[] changed = file.clone();
        changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
        if (Received.of(changed) instanceof Photo photo) {
          assertArrayEquals(photo.content(), photo(photo.content()).content());
        }
      }
    }
  }

  @Test
  void aPngWhoseChecksumIsWrongIsRefused() {
    byte[] file = written("png");
    file[file.length - 20] ^= 1;
    assertTrue(why(file).contains("damaged"));
  }

  @Test
  void animationsGiantsAndWhatBrowsersDoNotShowAreRefusedWithTheReason() {
    byte[] moving = with(written("png"), AFTER_HEADER, pngChunk("acTL", new byte[8]));
    assertTrue(why(moving).contains("animation"));
    byte[] header = {0x02, 0, 0, 0, 0, 0, 0, 0, 0, 0};
    assertTrue(why(webp(webpChunk("VP8X", header))).contains("animation"));
    assertTrue(why(webp(webpChunk("ANIM", new byte[6]))).contains("animation"));
    byte[] wide = {0, 0, 0, 0, 0x10, 0x27, 0, 0x10, 0x27, 0};
    assertTrue(why(webp(webpChunk("VP8X", wide))).contains("100 million"));
    byte[] jpeg = written("jpeg");
    int frame = new String(jpeg, StandardCharsets.ISO_8859_1).indexOf("\u00ff\u00c0");
    byte[] giant = jpeg.clone();
    Arrays.fill(giant, frame + 5, frame + 9, (byte) 0xff);
    assertTrue(why(giant).contains("100 million"));
    byte[] lossless = jpeg.clone();
    lossless[frame + 1] = (byte) 0xc3;
    assertTrue(why(lossless).contains("browsers"));
  }

  @Test
  void aPhotoIsKnownByTheDigestOfWhatIsKept() {
    Photo one = photo(fromTelephone(6));
    assertEquals(one.digest(), photo(one.content()).digest());
    assertNotEquals(one.digest(), photo(fromTelephone(3)).digest());
    assertTrue(one.digest().matches("[0-9a-f]{64}"), one.digest());
    assertEquals(one.size(), one.content().length);
  }

  /** A WebP with a header that allows EXIF. */
  private static byte[] extended(byte[] exif) {
    byte[] header = {0x0c, 0, 0, 0, 0, 0, 0, 0, 0, 0};
    return webp(
        webpChunk("VP8X", header),
        tail(Pictures.WEBP, FIRST_WEBP_CHUNK),
        webpChunk("EXIF", exif),
        webpChunk("XMP ", ascii(SECRET)));
  }

  private static byte[] tail(byte[] file, int from) {
    return Arrays.copyOfRange(file, from, file.length);
  }

  private static Photo photo(byte[] sent) {
    return assertInstanceOf(Photo.class, Received.of(sent), () -> why(sent));
  }

  private static String why(byte[] sent) {
    return assertInstanceOf(Received.Unfit.class, Received.of(sent)).why().en();
  }

  private static void assertSilent(Photo photo) {
    String text = new String(photo.content(), StandardCharsets.ISO_8859_1);
    assertFalse(text.contains(SECRET), photo.type().media());
    assertFalse(text.contains("HUAWEI"), photo.type().media());
  }

  private static String hex(Photo photo) {
    return hex(photo.content());
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
