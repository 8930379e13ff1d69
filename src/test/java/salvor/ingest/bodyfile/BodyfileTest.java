package salvor.ingest.bodyfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import salvor.evidence.Activity;
import salvor.evidence.Evidence;
import salvor.evidence.Observation;
import salvor.evidence.Observations;
import salvor.evidence.Quality;
import salvor.evidence.Source;
import salvor.ingest.Import;
import salvor.ingest.Limits;
import salvor.ingest.table.Mapping;
import salvor.ingest.table.MappingJson;
import salvor.ingest.table.TableFormat;
import salvor.jobs.Progress;
import salvor.timeline.Extent;

class BodyfileTest {
  @TempDir Path folder;

  private Evidence read(String text) throws Exception {
    Path file = Files.writeString(folder.resolve("bodyfile.txt"), text);
    return new Import(List.of(), List.of(), List.of(new BodyfileFormat()), Limits.ORDINARY)
        .read(List.of(file), Progress.NONE)
        .evidence();
  }

  private static List<String> told(Evidence evidence) {
    List<String> told = new ArrayList<>();
    for (int row = 0; row < evidence.observations().size(); row++) {
      Observation each = evidence.observations().get(row);
      Activity.Logged line = (Activity.Logged) each.activity();
      told.add((each.time() == null ? "-" : each.time().original()) + " " + line.text());
      assertThat(each.quality().contains(Quality.FILE_TIME)).isEqualTo(each.time() != null);
    }
    return told;
  }

  @Test
  void tellsEachTimeOfAFileAndEqualOnesTogether() throws Exception {
    Evidence evidence =
        read(
            """
            # of UAC

            0|/tmp/.kworker|14|-rwxr-xr-x|0|1000|53|1337961554|1337961550.5|1337961554|0
            0123456789abcdef0123456789abcdef|/a|b -> c (deleted)|65-48-3|l/lrwxrwxrwx|||0|7|7|7|7
            0|/gone (deleted)|0|r/----------|0|0|0|0|0|0|0
            """);
    assertThat(told(evidence))
        .containsExactly(
            "7 /a|b -> c (deleted) (atime, mtime, ctime, crtime, l/lrwxrwxrwx size 0 inode 65-48-3"
                + " md5 0123456789abcdef0123456789abcdef)",
            "1337961550.5 /tmp/.kworker (mtime, -rwxr-xr-x uid 0 gid 1000 size 53 inode 14)",
            "1337961554 /tmp/.kworker (atime, ctime, -rwxr-xr-x uid 0 gid 1000 size 53 inode 14)",
            "- /gone (deleted) (r/---------- uid 0 gid 0 size 0 inode 0)");
    Source source = evidence.sources().getFirst();
    assertThat(source.lines()).isEqualTo(6);
    assertThat(source.observations() + source.skippedCount()).isEqualTo(6);
  }

  /** A file of 1996 beside an hour of events must not make thirty years of the timeline. */
  @Test
  void theTimesOfFilesAreFramedOnlyWhereNothingElseIs() throws Exception {
    Path files =
        Files.writeString(
            folder.resolve("b"), "0|/a|1|r/r|0|0|1|1795409020|843000000|1795409900|0\n");
    Path log = Files.writeString(folder.resolve("t"), "when,what\n2026-11-23T04:43:46Z,x\n");
    Mapping mapping =
        MappingJson.read(
            "{\"salvor\":\"mapping\",\"version\":1,\"columns\":[\"when\"],\"time\":[{\"columns\":[\"when\"]}]}");
    Import reader =
        new Import(
            List.of(),
            List.of(),
            List.of(new BodyfileFormat(), TableFormat.by(mapping)),
            Limits.ORDINARY);
    Observations both = reader.read(List.of(files, log), Progress.NONE).evidence().observations();
    assertThat(Extent.of(both)).isEqualTo(new Extent(2, 3, 4));
    Observations alone = reader.read(List.of(files), Progress.NONE).evidence().observations();
    assertThat(Extent.of(alone)).isEqualTo(new Extent(1, 3, 3));
  }

  @Test
  void aLineThatIsCutOffIsToldAsUnreadable() throws Exception {
    Evidence evidence =
        read(
            """
            0|/tmp/x|14|-rwxr-xr-x|0|1000|53|1337961554|1337961550|1337961554|0
            0|/tmp/y|14|-rwxr-xr-x|0|1000|53|1337961554|13379
            0|/tmp/z|14|-rwxr-xr-x|0|1000|53|now|1337961550|1337961554|0
            """);
    assertThat(evidence.sources().getFirst().unreadable())
        .extracting(each -> each.line() + " " + each.reason())
        .containsExactly(
            "2 no line of a bodyfile, or one that is cut off",
            "3 no line of a bodyfile, or one that is cut off");
  }
}
