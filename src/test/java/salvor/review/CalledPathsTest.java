package salvor.review;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import salvor.baseline.Story;
import salvor.evidence.Activity;
import salvor.evidence.Kind;
import salvor.evidence.Observations;
import salvor.evidence.ProcessInfo;
import salvor.evidence.Quality;

class CalledPathsTest {
  private static final Asked FILE = new Asked.In(Field.FILE, "/etc/shadow");

  @Test
  void falcoIsAskedForTheNameOfWhatWasCalledAndForTheFileWhereThatIsKnown() {
    Observations seen =
        new Story()
            .act(
                process("/usr/bin/python3.11", null),
                new Activity.ProcessStarted(),
                Quality.RUNNING_BEFORE_SENSOR)
            .act(process("/bin/sh", null), new Activity.ProcessStarted())
            .observations();
    Condition held =
        CalledPaths.in(seen)
            .held(
                condition(
                    in(Field.EXECUTABLE, "/bin/sh", "/opt/a-very-long-program-name"),
                    in(Field.PARENT, "/usr/bin/python3.11", "/bin/sh"),
                    FILE));
    Asked names = in(Field.NAME, "sh", "a-very-long-pro");
    assertThat(held.ways())
        .containsExactly(
            List.of(names, in(Field.PARENT, "/usr/bin/python3.11"), FILE),
            List.of(names, in(Field.PARENT_NAME, "sh"), FILE));
    Asked not = new Asked.NotIn(Field.EXECUTABLE, new TreeSet<>(Set.of("/bin/sh")));
    assertThat(CalledPaths.in(seen).held(condition(not)).ways())
        .containsExactly(List.of(new Asked.NotIn(Field.NAME, new TreeSet<>(Set.of("sh")))));
  }

  @Test
  void whereTheSensorNamesTheFileNothingChanges() {
    Observations seen =
        new Story()
            .act(process("/usr/bin/dash", "sh"), new Activity.ProcessStarted())
            .observations();
    Condition asked = condition(in(Field.EXECUTABLE, "/usr/bin/dash"));
    assertThat(CalledPaths.in(seen).held(asked)).isEqualTo(asked);
  }

  private static Condition condition(Asked... way) {
    return new Condition(Kind.PROCESS_STARTED, List.of(), List.of(List.of(way)));
  }

  private static Asked in(Field field, String... values) {
    return new Asked.In(field, new TreeSet<>(Set.of(values)));
  }

  private static ProcessInfo process(String executable, @Nullable String name) {
    return new ProcessInfo(7, 7, null, executable, name, executable, null, null, null);
  }
}
