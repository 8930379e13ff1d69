package salvor.ingest.profile;

import java.util.List;
import salvor.baseline.Profile;
import salvor.baseline.ProfileJson;
import salvor.evidence.RecordRef;
import salvor.ingest.Format;
import salvor.ingest.RecordReader;
import salvor.ingest.Sink;
import tools.jackson.databind.JsonNode;

/** Salvor's own baselines; one document holds any number of profiles. */
public final class ProfileFormat implements Format {
  @Override
  public String name() {
    return "salvor-baseline";
  }

  @Override
  public boolean recognises(JsonNode record) {
    return record.path("kind").isString()
        && ProfileJson.KIND.equals(record.path("kind").stringValue());
  }

  @Override
  public RecordReader reader() {
    return ProfileFormat::read;
  }

  private static void read(JsonNode record, RecordRef ref, Sink sink) {
    int version = record.path("version").asInt(0);
    if (version < 1 || version > ProfileJson.VERSION) {
      sink.unreadable(
          ref,
          "a baseline of format version "
              + version
              + "; this program reads up to "
              + ProfileJson.VERSION);
      return;
    }
    try {
      List<Profile> profiles =
          record.path("profiles").valueStream().map(ProfileNode::profile).toList();
      profiles.forEach(sink::baseline);
      sink.skipped(
          "baseline, used for judging: "
              + profiles.size()
              + (profiles.size() == 1 ? " profile" : " profiles"));
    } catch (ProfileNode.Unclear unclear) {
      sink.unreadable(ref, unclear.reason());
    }
  }
}
