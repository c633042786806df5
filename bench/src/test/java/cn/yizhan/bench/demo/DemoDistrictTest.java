package cn.yizhan.bench.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.yizhan.protocol.StationCode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DemoDistrictTest {
  @Test
  void everyStationHasACodeOfItsOwnInTheFormOfTheProtocol() {
    List<DemoDistrict.Station> stations = DemoDistrict.stations(DemoDistrict.MOST);
    Set<StationCode> codes = new HashSet<>();
    stations.forEach(station -> codes.add(new StationCode(station.code())));
    assertEquals(188, codes.size());
  }

  @Test
  void everythingPeopleReadIsMarkedAsADemonstration() {
    DemoDistrict.OFFICES.forEach(office -> assertTrue(office.name().contains("演示")));
    DemoDistrict.stations(12)
        .forEach(station -> assertTrue(station.name().contains("演示"), station.name()));
  }

  @Test
  void aSmallerDistrictIsTheBeginningOfALargerOne() {
    assertEquals(DemoDistrict.stations(12), DemoDistrict.stations(188).subList(0, 12));
  }
}
