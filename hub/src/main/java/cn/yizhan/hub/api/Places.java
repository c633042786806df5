package cn.yizhan.hub.api;

import java.util.List;
import java.util.regex.Pattern;

/** Where in a request something is. */
final class Places {
  private static final Pattern INDEX = Pattern.compile("\\d+");
  private static final Pattern ECHO =
      Pattern.compile("does not match (additional properties )?schema$");

  private Places() {}

  /**
   * The place that a JSON pointer in a URI fragment names: {@code #/bays/0/use} is {@code
   * body.bays[0].use}.
   */
  static String inBody(String pointer) {
    StringBuilder place = new StringBuilder("body");
    String path = pointer.startsWith("#") ? pointer.substring(1) : pointer;
    for (String part : path.split("/", -1)) {
      String name = part.replace("~1", "/").replace("~0", "~");
      if (INDEX.matcher(name).matches()) {
        place.append('[').append(name).append(']');
      } else if (!name.isEmpty()) {
        place.append('.').append(name);
      }
    }
    return place.toString();
  }

  /**
   * The faults that tell something: a schema validator reports the whole body, the list and the
   * element for one wrong member, and once more for each schema that refers to it.
   */
  static List<Fault> telling(List<Fault> faults) {
    return faults.stream()
        .filter(fault -> faults.stream().noneMatch(other -> inside(other, fault)))
        .filter(
            fault ->
                !ECHO.matcher(fault.detail()).find()
                    || faults.stream().noneMatch(other -> saysMore(other, fault)))
        .map(Places::worded)
        .distinct()
        .toList();
  }

  private static boolean inside(Fault other, Fault fault) {
    return other.place().startsWith(fault.place() + ".")
        || other.place().startsWith(fault.place() + "[");
  }

  private static boolean saysMore(Fault other, Fault fault) {
    return other.place().equals(fault.place()) && !ECHO.matcher(other.detail()).find();
  }

  private static Fault worded(Fault fault) {
    return ECHO.matcher(fault.detail()).find()
        ? new Fault(fault.place(), "is not a member of this object")
        : fault;
  }
}
