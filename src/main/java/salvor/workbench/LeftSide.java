package salvor.workbench;

import java.util.concurrent.Executor;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import salvor.jobs.Jobs;
import salvor.workbench.casefile.WindowMemory.Item;
import salvor.workbench.triage.EndingsView;
import salvor.workbench.triage.EndingsViewModel;
import salvor.workbench.triage.FindingsView;
import salvor.workbench.workload.NavigatorView;

/** Where an investigation begins: whether it is over, what was found, and what ran where. */
final class LeftSide {
  private LeftSide() {}

  static TabPane of(Session session, Panes panes, Jobs jobs, Executor fx) {
    Investigation shown = session.investigation();
    EndingsView endings =
        new EndingsView(
            new EndingsViewModel(
                shown.opened(), shown.findings(), session.counts(), session.selection(), jobs, fx));
    TabPane pane =
        new TabPane(
            panes.tab(
                "Findings", new FindingsView(session.findings(), session.commands(), endings)),
            new Tab("Navigator", new NavigatorView(session.navigator())));
    pane.getTabs().forEach(tab -> tab.setClosable(false));
    pane.setAccessibleText("Findings, navigator");
    pane.setId("left");
    Tab findings = pane.getTabs().getFirst();
    findings.setId("tab-findings");
    session.findings().title().subscribe(findings::setText);
    pane.getTabs().getLast().setId("tab-navigator");
    RememberedTabs.of(pane, session.memory(), Item.LEFT_TAB);
    return pane;
  }
}
