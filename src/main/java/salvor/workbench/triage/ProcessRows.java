package salvor.workbench.triage;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.RandomAccess;
import javafx.collections.ObservableListBase;

/** What is open of the process tree, as the list that a table shows. */
final class ProcessRows extends ObservableListBase<Integer> {
  /** So many nodes are opened by themselves at most. */
  private static final int OPENED = 500;

  private final ProcessTreeViewModel model;
  private final OpenNodes open;

  ProcessRows(ProcessTreeViewModel model) {
    this.model = model;
    this.open =
        new OpenNodes(
            new OpenNodes.Shape() {
              @Override
              public int children(int node) {
                return model.children(node);
              }

              @Override
              public int child(int node, int index) {
                return model.child(node, index);
              }
            },
            ProcessTreeViewModel.ROOT);
    openWhatLeadsOut();
  }

  /** Level by level: what is near the top is seen first. */
  private void openWhatLeadsOut() {
    int[] found = new int[OPENED + 1];
    found[0] = ProcessTreeViewModel.ROOT;
    int count = 1;
    for (int next = 0; next < count; next++) {
      int children = model.children(found[next]);
      for (int i = 0; i < children && count < found.length; i++) {
        int child = model.child(found[next], i);
        if (model.leadsToOut(child)) {
          open.mark(child, true);
          found[count++] = child;
        }
      }
    }
    open.remake(ProcessTreeViewModel.ROOT);
  }

  @Override
  public Integer get(int place) {
    return open.node(place);
  }

  @Override
  public int size() {
    return open.size();
  }

  int node(int place) {
    return open.node(place);
  }

  int place(int node) {
    return open.place(node);
  }

  int level(int place) {
    return open.level(place);
  }

  int above(int place) {
    return open.above(place);
  }

  int children(int place) {
    return model.children(open.node(place));
  }

  boolean isOpen(int place) {
    return open.isOpen(open.node(place));
  }

  void toggle(int place) {
    if (isOpen(place)) {
      close(place);
    } else {
      open(place);
    }
  }

  void open(int place) {
    beginChange();
    int more = open.open(place);
    if (more > 0) {
      nextAdd(place + 1, place + 1 + more);
    }
    endChange();
  }

  void openAll(int place) {
    close(place);
    beginChange();
    int more = open.openAll(place);
    if (more > 0) {
      nextAdd(place + 1, place + 1 + more);
    }
    endChange();
  }

  void close(int place) {
    List<Integer> gone = nodes(place + 1, open.behind(place));
    beginChange();
    if (open.close(place) > 0) {
      nextRemove(place + 1, gone);
    }
    endChange();
  }

  /** Opens what is above the last node of a path from the top, and gives that one's place. */
  int reveal(int[] path) {
    int wanted = path[path.length - 1];
    int place = open.place(wanted);
    if (place >= 0) {
      return place;
    }
    beginChange();
    List<Integer> before = nodes(0, open.size());
    for (int i = 0; i + 1 < path.length; i++) {
      open.mark(path[i], true);
    }
    open.remake(ProcessTreeViewModel.ROOT);
    nextReplace(0, open.size(), before);
    endChange();
    return open.place(wanted);
  }

  private List<Integer> nodes(int from, int to) {
    int[] nodes = new int[to - from];
    Arrays.setAll(nodes, i -> open.node(from + i));
    return new Nodes(nodes);
  }

  /** The node at a place for a screen reader: what it is, how deep, whether it is open. */
  String spoken(int place) {
    String standing = children(place) == 0 ? "" : isOpen(place) ? ", open" : ", closed";
    return model.spoken(open.node(place)) + ", level " + open.level(place) + standing;
  }

  private static final class Nodes extends AbstractList<Integer> implements RandomAccess {
    private final int[] nodes;

    Nodes(int[] nodes) {
      this.nodes = nodes;
    }

    @Override
    public Integer get(int index) {
      return nodes[index];
    }

    @Override
    public int size() {
      return nodes.length;
    }
  }
}
