package cn.yizhan.protocol.codec;

import cn.yizhan.protocol.message.BayUse;
import cn.yizhan.protocol.message.Birth;
import cn.yizhan.protocol.message.Config;
import cn.yizhan.protocol.point.PointCatalogue;
import cn.yizhan.protocol.point.PointScope;
import java.util.List;
import java.util.Map;

/** The station whose messages the tests of this package decode. */
final class Station {
  /** When the hub receives what the tests decode: 2026-11-23T00:00:00.5Z. */
  static final long RECEIVED = 1_795_392_000_500L;

  /** Bays 1 to 3, water in litres, cups, one device and one declared point. */
  static final PointScope SCOPE =
      PointCatalogue.standard()
          .scope(
              List.of(
                  new Config.Bay(1, BayUse.E_BIKE),
                  new Config.Bay(2, BayUse.E_BIKE),
                  new Config.Bay(3, BayUse.PHONE)),
              Map.of("water", "l", "cup", "count"),
              List.of(new Birth.Device("plug-3", "P3")),
              List.of(new Birth.DeclaredPoint("roof/wind", "m/s")));

  private Station() {}
}
