package cn.yizhan.hub.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageLanguageTest {

  @ParameterizedTest(name = "cookie {0}, accepted {1}: {2}")
  @CsvSource(
      nullValues = "-",
      delimiter = '|',
      textBlock =
          """
          -   | -                                | ZH
          -   | zh-CN,zh;q=0.9,en;q=0.8          | ZH
          -   | en-US,en;q=0.9,zh-CN;q=0.8       | EN
          -   | en,zh                            | EN
          -   | fr;q=1, zh-Hant;q=0.2, en;q=0.3  | EN
          -   | fr                               | ZH
          -   | en;q=none                        | ZH
          en  | zh-CN                            | EN
          zh  | en                               | ZH
          fr  | en                               | EN
          """)
  void theChoiceOnThePageComesBeforeTheBrowsers(
      @Nullable String cookie, @Nullable String accepted, PageLanguage expected) {
    assertEquals(expected, PageLanguage.of(cookie, accepted));
  }
}
