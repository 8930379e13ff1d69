package salvor.casefile;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an investigator wants to open.
 *
 * @param evidence files and folders; may be empty when the case folder already holds a case
 * @param baselines files and folders beside the evidence; together with it they are what is read
 * @param folder the case folder, made when absent; null to keep nothing
 * @param author who makes the edits
 * @param offsets what is added to the times of sources, nanoseconds by the name of a source (see
 *     {@link salvor.evidence.ClockOffsets#named}); only where nothing is kept
 * @param zones zones of times that name none, by the name of a source; only where nothing is kept
 * @param mappings files that say what the columns of tables mean, beside those that the case keeps;
 *     a copy of each is kept
 * @param reason why, as the ledger of the case keeps it; needed where a sealed bundle is not valid
 */
public record Opening(
    List<Path> evidence,
    List<Path> baselines,
    @Nullable Path folder,
    String author,
    Map<String, Long> offsets,
    Map<String, ZoneId> zones,
    List<Path> mappings,
    @Nullable String reason) {
  public Opening {
    mappings = List.copyOf(mappings);
    evidence = List.copyOf(evidence);
    baselines = List.copyOf(baselines);
    offsets = Map.copyOf(offsets);
    zones = Map.copyOf(zones);
    if (folder != null && !(offsets.isEmpty() && zones.isEmpty())) {
      throw new IllegalArgumentException("the offsets of a case are edits");
    }
  }

  /** Evidence whose clocks were right. */
  public Opening(List<Path> evidence, List<Path> baselines, @Nullable Path folder, String author) {
    this(evidence, baselines, folder, author, Map.of(), Map.of(), List.of(), null);
  }

  /** The same, for this reason. */
  public Opening because(@Nullable String why) {
    return new Opening(evidence, baselines, folder, author, offsets, zones, mappings, why);
  }

  /** The same, with tables read by these mappings too. */
  public Opening mapped(List<Path> more) {
    return new Opening(evidence, baselines, folder, author, offsets, zones, more, reason);
  }

  /** Evidence and baselines, kept nowhere. */
  public static Opening inMemory(List<Path> evidence, List<Path> baselines) {
    return new Opening(evidence, baselines, null, System.getProperty("user.name", "unknown"));
  }

  /** Whether a folder holds a case. */
  public static boolean isCase(Path folder) {
    return CaseFolder.isCase(folder);
  }

  /** A case folder, new or existing, by the user of this machine. */
  public static Opening inFolder(List<Path> evidence, List<Path> baselines, Path folder) {
    return new Opening(evidence, baselines, folder, System.getProperty("user.name", "unknown"));
  }
}
