package salvor.ingest.kubescape;

import java.util.List;
import java.util.Set;
import salvor.baseline.Profile;
import salvor.evidence.RecordRef;
import salvor.ingest.Format;
import salvor.ingest.RecordReader;
import salvor.ingest.Sink;
import tools.jackson.databind.JsonNode;

/** Kubescape's profiles (spdx.softwarecomposition.kubescape.io/v1beta1), single or as a List. */
public final class Kubescape implements Format {
  private static final String GROUP = "spdx.softwarecomposition.kubescape.io/";
  private static final Set<String> KINDS =
      Set.of("ApplicationProfile", "NetworkNeighborhood", "ContainerProfile");

  @Override
  public String name() {
    return "kubescape";
  }

  @Override
  public boolean recognises(JsonNode record) {
    return profile(record) || profile(record.path("items").path(0));
  }

  private static boolean profile(JsonNode record) {
    return record.path("kind").isString()
        && KINDS.contains(record.path("kind").stringValue())
        && record.path("apiVersion").isString()
        && record.path("apiVersion").stringValue().startsWith(GROUP)
        && record.path("spec").isObject();
  }

  @Override
  public RecordReader reader() {
    return Kubescape::read;
  }

  private static void read(JsonNode record, RecordRef ref, Sink sink) {
    List<JsonNode> objects =
        profile(record)
            ? List.of(record)
            : record.path("items").valueStream().filter(Kubescape::profile).toList();
    int found = 0;
    for (JsonNode object : objects) {
      List<Profile> profiles = new ProfileObject(object).profiles();
      profiles.forEach(sink::baseline);
      found += profiles.size();
    }
    int left = profile(record) ? 0 : record.path("items").size() - objects.size();
    if (left > 0) {
      sink.note(left + " items of the list are no profiles");
    }
    sink.skipped(
        "baseline, used for judging: " + found + (found == 1 ? " container" : " containers"));
  }
}
