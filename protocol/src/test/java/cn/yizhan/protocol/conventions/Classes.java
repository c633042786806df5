package cn.yizhan.protocol.conventions;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The compiled classes of the module whose tests are running, and what is asked of each. */
public final class Classes {
  private static final Supplier<JavaClasses> PRODUCTION = once("target/classes");
  private static final Supplier<JavaClasses> TESTS = once("target/test-classes");

  private Classes() {}

  /** Production classes; none when the module has none. */
  public static JavaClasses production() {
    return PRODUCTION.get();
  }

  static JavaClasses tests() {
    return TESTS.get();
  }

  /** The classes of a folder, read when first asked for: JUnit makes a new object for each test. */
  private static Supplier<JavaClasses> once(String folder) {
    AtomicReference<@Nullable JavaClasses> read = new AtomicReference<>();
    return () -> {
      JavaClasses known = read.get();
      if (known == null) {
        known = imported(folder);
        read.set(known);
      }
      return known;
    };
  }

  private static JavaClasses imported(String folder) {
    Path classes = Sources.here().module().resolve(folder);
    List<Path> paths = Files.isDirectory(classes) ? List.of(classes) : List.of();
    return new ClassFileImporter().importPaths(paths);
  }

  /** Constructors with few parameters, counted as they are written in the source. */
  static ArchCondition<JavaClass> haveConstructorsOfAtMost(int parameters, int components) {
    return new ArchCondition<>(
        "have constructors of at most " + parameters + " parameters, records " + components) {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        if (type.isEnum() || type.isAnonymousClass() || type.isLocalClass()) {
          return;
        }
        int limit = type.isRecord() ? components : parameters;
        for (JavaConstructor constructor : type.getConstructors()) {
          int count = constructor.getRawParameterTypes().size() - enclosing(type);
          if (count > limit) {
            String message = constructor.getFullName() + " has " + count + " parameters";
            events.add(SimpleConditionEvent.violated(type, message));
          }
        }
      }
    };
  }

  /** An inner class is handed the object around it. */
  private static int enclosing(JavaClass type) {
    boolean inner =
        type.isMemberClass()
            && !type.getModifiers().contains(JavaModifier.STATIC)
            && !type.isInterface()
            && !type.isRecord();
    return inner ? 1 : 0;
  }

  /** A name that is a noun of the domain, not a stand-in for one. */
  static ArchCondition<JavaClass> notBeNamedWith(List<String> suffixes) {
    return new ArchCondition<>("not have a name that ends in one of " + suffixes) {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        for (String suffix : suffixes) {
          if (type.getSimpleName().endsWith(suffix)) {
            events.add(SimpleConditionEvent.violated(type, type.getFullName()));
          }
        }
      }
    };
  }
}
