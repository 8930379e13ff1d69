package salvor;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import salvor.baseline.Given;
import salvor.baseline.Learner;
import salvor.baseline.Learning;
import salvor.baseline.ProfileJson;
import salvor.casefile.Opening;
import salvor.jobs.Progress;
import salvor.workbench.OpenRequest;

/** The web shell with a baseline that was still being learned while it was used. */
final class LearnedDuringTheAttack {
  static final Path EVIDENCE = Path.of("evidence-samples", "webshell", "evidence");

  private LearnedDuringTheAttack() {}

  /** Evidence, and a baseline learned from all of it, written into a folder. */
  static OpenRequest in(Path folder) throws Exception {
    Given given = Salvor.reader().read(List.of(EVIDENCE), Progress.NONE);
    Path baseline = folder.resolve("learned-too-long.json");
    Files.writeString(
        baseline,
        ProfileJson.write(
            Learner.learn(
                given.evidence().observations(),
                given.evidence().inventory(),
                given.evidence().sources(),
                Learning.ALL,
                Progress.NONE)));
    return Salvor.request(Salvor.cases(), Opening.inMemory(List.of(EVIDENCE), List.of(baseline)));
  }
}
