package salvor.workbench.cluster;

import java.nio.file.Path;
import java.util.List;
import salvor.custody.CaseLedger;
import salvor.workbench.baseline.Ground;

/** Baselines are made in the window on a cluster: it judges by them as soon as they are kept. */
abstract class LiveGround implements Ground {
  final LiveViewModel model;

  LiveGround(LiveViewModel model) {
    this.model = model;
  }

  @Override
  public CaseLedger ledger() {
    return model.live().custody().ledger();
  }

  @Override
  public String reason(String written) {
    return model.isPractice() ? "PRACTICE: " + written : written;
  }

  @Override
  public boolean canJudge() {
    return true;
  }

  @Override
  public boolean judgesAtOnce() {
    return true;
  }

  @Override
  public void judge(List<Path> files) {
    model.live().judgeBy(files);
  }
}
