package salvor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import salvor.custody.bundle.Sealing;
import salvor.custody.slice.SlicePlan;
import salvor.custody.slice.Sliced;
import salvor.evidence.Evidence;
import salvor.evidence.Observations;
import salvor.ingest.slice.Slicing;
import salvor.jobs.Progress;

/** Every open data set and recording, cut at will, opens as what was wanted of it. */
class SliceOfRealDataTest {
  private static final Path DATA = Path.of("../shared/data");
  private static final Path RECORDINGS = Path.of("../shared/recordings");
  private static final Sealing.Statement STATEMENT =
      new Sealing.Statement("slice", "Ann", null, "a test");

  @TempDir Path dir;

  @Test
  void opensAsWhatWasWanted() throws Exception {
    assumeTrue(Files.isDirectory(DATA), "the open data sets are not beside the project");
    List<Path> sets = new ArrayList<>();
    for (Path all : List.of(DATA, RECORDINGS)) {
      try (Stream<Path> each = Files.list(all)) {
        sets.addAll(each.filter(Files::isDirectory).sorted().toList());
      }
    }
    long wanted = 0;
    for (Path set : sets) {
      wanted += cut(set, dir.resolve(set.getFileName().toString()));
    }
    assertThat(wanted).isGreaterThan(5_000);
  }

  /** Cuts two of three records out of a set; gives how many observations are in. */
  private long cut(Path set, Path out) throws Exception {
    Evidence evidence = Salvor.reader().read(List.of(set), Progress.NONE).evidence();
    Observations all = evidence.observations();
    BitSet rows = new BitSet();
    for (int row = 0; row < all.size(); row++) {
      rows.set(row, (all.columns().offset().get(row) * 31 + all.sourceId(row)) % 3 == 0);
    }
    if (rows.isEmpty()) {
      return 0;
    }
    Slicing slicing = new Slicing(Salvor.reader()::read, Path.of("").toAbsolutePath());
    Slicing.Wish wish = new Slicing.Wish(rows, Map.of(), Map.of(), "a test");
    Sealing sealing = new Sealing(STATEMENT, null, null, InstantSource.system());
    Sliced slice = slicing.cut(evidence, wish, sealing, out, Progress.NONE);
    String said =
        "%s: %d in, %d beside, %d out, %d places, whole: %s"
            .formatted(
                set,
                slice.wanted(),
                slice.beside(),
                slice.out(),
                slice.placesChanged(),
                slice.parts().stream()
                    .filter(part -> part.way() == SlicePlan.Way.WHOLE)
                    .map(part -> part.source().path())
                    .toList());
    Evidence now = Salvor.reader().read(List.of(out.resolve("data")), Progress.NONE).evidence();
    assertThat(slice.wanted()).as(said).isEqualTo(rows.cardinality());
    assertThat(now.observations().size()).as(said).isEqualTo(slice.wanted() + slice.beside());
    assertThat(slice.wanted() + slice.beside() + slice.out()).as(said).isEqualTo(all.size());
    return slice.wanted();
  }
}
