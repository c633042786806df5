package cn.yizhan.hub.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import cn.yizhan.hub.access.Actor;
import cn.yizhan.hub.access.Role;
import io.vertx.sqlclient.Tuple;
import org.junit.jupiter.api.Test;

class ScopeTest {
  @Test
  void everyMarkBecomesAConditionOnTheFirstParameter() {
    assertEquals(
        "select 1 where (s.office is distinct from -1"
            + " and ($1::integer is null or s.office = $1::integer))"
            + " and (id is distinct from -1 and ($1::integer is null or id = $1::integer))"
            + " and c = $2",
        Scope.sql("select 1 where {scope s.office} and {scope id} and c = $2"));
  }

  @Test
  void aStatementWithoutAMarkIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> Scope.sql("select 1"));
    assertThrows(IllegalArgumentException.class, () -> Scope.sql("select {scope s.office; drop}"));
  }

  @Test
  void theActorsOfficeIsTheFirstParameter() {
    Tuple one = Scope.tuple(new Actor("a", Role.VIEWER, 7), "code");
    assertEquals(7, one.getInteger(0));
    assertEquals("code", one.getString(1));
    assertNull(Scope.tuple(new Actor("a", Role.VIEWER, null)).getValue(0));
  }
}
