package cn.yizhan.hub.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OriginTest {

  @ParameterizedTest(name = "origin {0}, host {1}: {2}")
  @CsvSource(
      nullValues = "-",
      delimiter = '|',
      textBlock =
          """
          http://127.0.0.1:8080       | 127.0.0.1:8080 | true
          https://yizhan.example      | yizhan.example | true
          http://LOCALHOST:8080       | localhost:8080 | true
          http://127.0.0.1:8081       | 127.0.0.1:8080 | false
          http://evil.example         | 127.0.0.1:8080 | false
          http://127.0.0.1:8080.evil  | 127.0.0.1:8080 | false
          null                        | 127.0.0.1:8080 | false
          http://a b                  | 127.0.0.1:8080 | false
          -                           | 127.0.0.1:8080 | false
          http://127.0.0.1:8080       | -              | false
          """)
  void aChangeComesFromAPageOfTheHostItIsSentTo(
      @Nullable String origin, @Nullable String host, boolean ours) {
    assertEquals(ours, Origin.ours(origin, host));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      nullValues = "-",
      delimiter = '|',
      textBlock =
          """
          127.0.0.1        | true
          127.8.0.1        | true
          ::1              | true
          10.0.0.5         | false
          192.0.2.1        | false
          0.0.0.0          | false
          -                | false
          """)
  void onlyALoopbackAddressIsThisMachine(@Nullable String address, boolean here) {
    assertEquals(here, Origin.here(address));
  }
}
