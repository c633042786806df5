package cn.yizhan.protocol;

import cn.yizhan.protocol.conventions.Classes;
import cn.yizhan.protocol.conventions.ModuleConventions;
import cn.yizhan.protocol.conventions.Purity;
import com.tngtech.archunit.core.domain.JavaClasses;
import org.junit.jupiter.api.Test;

class ProtocolConventionsTest extends ModuleConventions {
  private static final String ALL = "cn.yizhan.protocol..";

  private final JavaClasses classes = Classes.production();

  @Test
  void theProtocolTouchesNoNetworkFileOrClock() {
    Purity.noInputOrOutput(ALL).check(classes);
    Purity.noClock(ALL).check(classes);
  }

  @Test
  void messagesAndPointsDoNotKnowTheJsonTheyTravelIn() {
    Purity.unaware(
            new String[] {"cn.yizhan.protocol", "cn.yizhan.protocol.message.."}, "com.fasterxml..")
        .check(classes);
  }
}
