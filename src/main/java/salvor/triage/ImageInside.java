package salvor.triage;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import salvor.baseline.ImageTool;
import salvor.baseline.ImageTools;
import salvor.baseline.Matching;
import salvor.workload.ImageReport;
import salvor.workload.ImageReport.Secret;
import salvor.workload.ImageReport.Severity;
import salvor.workload.ImageReport.Software;
import salvor.workload.ImageReport.Vulnerability;

/**
 * What is in an image: what an attacker finds there, what is wrong with it, and its software.
 *
 * @param known where that is from
 * @param tools programs that serve an attacker
 * @param secrets what lies in it and should not
 * @param flaws vulnerabilities, the worst first
 * @param software packages of all reports, also those that are listed as vulnerable only
 */
public record ImageInside(
    KnownImages.Known known,
    List<ImageTool> tools,
    List<Secret> secrets,
    List<ImageFlaw> flaws,
    List<Software> software) {

  public ImageInside {
    tools = List.copyOf(tools);
    secrets = List.copyOf(secrets);
    flaws = List.copyOf(flaws);
    software = List.copyOf(software);
  }

  /**
   * What is in it.
   *
   * @param match the baseline of a container of it, null when none is to be asked
   */
  public static ImageInside of(KnownImages.Known known, Matching.@Nullable Match match) {
    List<Software> software = software(known.reports());
    return new ImageInside(
        known,
        ImageTools.of(known.contents(), software, match),
        known.reports().stream().flatMap(each -> each.secrets().stream()).distinct().toList(),
        ImageFlaw.of(known.reports()),
        software);
  }

  private static List<Software> software(List<ImageReport> reports) {
    Map<List<String>, Software> all = new LinkedHashMap<>();
    for (ImageReport report : reports) {
      for (Software each : report.software()) {
        all.putIfAbsent(List.of(each.name(), String.valueOf(each.version())), each);
      }
    }
    for (ImageReport report : reports) {
      for (Vulnerability each : report.vulnerabilities()) {
        String name = each.component();
        if (name != null) {
          all.putIfAbsent(
              List.of(name, String.valueOf(each.installed())),
              new Software(name, each.installed(), null, null, each.path()));
        }
      }
    }
    return new ArrayList<>(all.values());
  }

  /** How many vulnerabilities are how bad. */
  public Map<Severity, Integer> count() {
    Map<Severity, Integer> count = new EnumMap<>(Severity.class);
    flaws.forEach(flaw -> count.merge(flaw.severity(), 1, Integer::sum));
    return count;
  }

  /** Whether a report tells of vulnerabilities at all. */
  public boolean isSearched() {
    return known.reports().stream().anyMatch(ImageReport::searched);
  }
}
