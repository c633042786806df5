package cn.yizhan.hub.notify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointUrlTest {
  @Test
  void aUrlIsTakenApart() {
    assertEquals(
        new EndpointUrl(true, "hooks.example.cn", 8443, "/a/b%20c?x=1&y=%2F"),
        EndpointUrl.parse("https://hooks.example.cn:8443/a/b%20c?x=1&y=%2F"));
    assertEquals(
        new EndpointUrl(true, "example.cn", 443, "/"), EndpointUrl.parse("HTTPS://example.cn"));
    assertEquals(
        new EndpointUrl(false, "example.cn", 80, "/?a"), EndpointUrl.parse("http://example.cn?a"));
  }

  @Test
  void anIpv6HostLosesItsBrackets() {
    EndpointUrl url = EndpointUrl.parse("http://[fd00::5]:8080/hook");

    assertEquals("fd00::5", url.host());
    assertEquals("[fd00::5]:8080", url.authority());
    assertNotNull(url.address());
  }

  @Test
  void thePortThatGoesWithoutSayingIsNotSaid() {
    assertEquals("example.cn", EndpointUrl.parse("https://example.cn:443/").authority());
    assertEquals("example.cn:443", EndpointUrl.parse("http://example.cn:443/").authority());
    assertEquals("[fd00::5]", EndpointUrl.parse("http://[fd00::5]/").authority());
  }

  @Test
  void aNameHasNoAddressOfItsOwn() {
    assertNull(EndpointUrl.parse("https://localhost/").address());
  }

  @Test
  void aChineseHostAndPathTravelInTheirAsciiForm() {
    assertEquals(
        new EndpointUrl(true, "xn--fsqu00a.xn--fiqs8s", 443, "/%E5%91%8A%E8%AD%A6"),
        EndpointUrl.parse("https://例子.中国/告警"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "example.cn/hook",
        "ftp://example.cn/",
        "file:///etc/passwd",
        "https:///hook",
        "https://",
        "https://user:word@example.cn/",
        "https://example.cn/#part",
        "https://example.cn:0/",
        "https://example.cn:65536/",
        "https://exa mple.cn/",
        "https://example.cn/\r\nx: y",
        "https://exa_mple.cn:x/"
      })
  void whatNoWebhookCanGoToIsRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> EndpointUrl.parse(text));
  }
}
