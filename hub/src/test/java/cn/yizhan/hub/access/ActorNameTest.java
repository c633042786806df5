package cn.yizhan.hub.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.protocol.Label;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ActorNameTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          token:desk                 | desk          | desk
          token:a/token:boss         | a/token:boss  | a/token:boss
          page:token:desk            | desk          | desk
          page:token:a/b             | a/b           | a/b
          page:bootstrap             | bootstrap     | bootstrap
          page:张伟/token:desk       | 张伟（desk）  | 张伟 (desk)
          page:张伟/token:a/b        | 张伟（a/b）   | 张伟 (a/b)
          page:boss/recovery         | boss（recovery）| boss (recovery)
          hub                        | hub           | hub
          """)
  void peopleAreToldTheSaidNameAndTheToken(String name, String zh, String en) {
    assertEquals(new Label(zh, en), ActorName.spoken(name));
  }

  @Test
  void somebodyOnThePageIsNamedAfterWhoLetThemIn() {
    assertEquals("page:张伟/token:desk", ActorName.onPage("张伟", "token:desk"));
    assertEquals("page:token:desk", ActorName.onPage(null, "token:desk"));
    assertTrue(ActorName.isOnPage("page:token:desk"));
    assertFalse(ActorName.isOnPage("token:page:desk"));
  }
}
