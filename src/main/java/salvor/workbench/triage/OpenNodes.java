package salvor.workbench.triage;

import java.util.Arrays;
import java.util.BitSet;

/**
 * A tree as the list of what is open of it, from top to bottom. Nodes are numbers; a node's depth
 * costs no stack, so that a chain of ten thousand is as good as one of ten.
 */
final class OpenNodes {
  /** What is below what. */
  interface Shape {
    /** The number of nodes below one. */
    int children(int node);

    /** A node below one. */
    int child(int node, int index);
  }

  /** So many nodes are opened at once at most. */
  static final int MOST = 100_000;

  private final Shape shape;
  private final BitSet open = new BitSet();
  private final BitSet openBelowZero = new BitSet();
  private int[] nodes = {};
  private int[] levels = {};

  /** A tree of which only what stands below the root is seen. */
  OpenNodes(Shape shape, int root) {
    this.shape = shape;
    put(below(root, 0));
  }

  /** The number of nodes in the list. */
  int size() {
    return nodes.length;
  }

  /** The node at a place. */
  int node(int place) {
    return nodes[place];
  }

  /** How deep a place is in the tree, 1 for those below the root. */
  int level(int place) {
    return levels[place];
  }

  /** The place of a node; -1 when it is below one that is closed. */
  int place(int node) {
    for (int place = 0; place < nodes.length; place++) {
      if (nodes[place] == node) {
        return place;
      }
    }
    return -1;
  }

  /** The place of the node that one stands below; -1 for those at the top. */
  int above(int place) {
    int above = place - 1;
    while (above >= 0 && levels[above] >= levels[place]) {
      above--;
    }
    return above;
  }

  /** The place behind everything that stands below a place. */
  int behind(int place) {
    int behind = place + 1;
    while (behind < nodes.length && levels[behind] > levels[place]) {
      behind++;
    }
    return behind;
  }

  /** Whether what stands below a node is in the list when the node is. */
  boolean isOpen(int node) {
    return node >= 0 ? open.get(node) : openBelowZero.get(~node);
  }

  /** Notes that a node is open or closed; the list shows it when it is made anew. */
  void mark(int node, boolean opened) {
    if (node >= 0) {
      open.set(node, opened);
    } else {
      openBelowZero.set(~node, opened);
    }
  }

  /** Opens the node at a place, and says how many came into the list behind it. */
  int open(int place) {
    if (isOpen(nodes[place]) || shape.children(nodes[place]) == 0) {
      return 0;
    }
    mark(nodes[place], true);
    return insert(place);
  }

  /** Opens everything below a place, {@value #MOST} nodes at most; the same result. */
  int openAll(int place) {
    close(place);
    int[] waiting = {nodes[place]};
    int count = 1;
    int opened = 0;
    for (int next = 0; next < count && opened < MOST; next++) {
      int node = waiting[next];
      int children = shape.children(node);
      if (children > 0) {
        mark(node, true);
        opened += children;
        waiting = Arrays.copyOf(waiting, Math.max(count + children, waiting.length));
        for (int i = 0; i < children; i++) {
          if (count == waiting.length) {
            waiting = Arrays.copyOf(waiting, count * 2);
          }
          waiting[count++] = shape.child(node, i);
        }
      }
    }
    return insert(place);
  }

  private int insert(int place) {
    List part = below(nodes[place], levels[place]);
    int[] moreNodes = new int[nodes.length + part.size];
    int[] moreLevels = new int[moreNodes.length];
    splice(nodes, part.nodes, moreNodes, place + 1, part.size);
    splice(levels, part.levels, moreLevels, place + 1, part.size);
    nodes = moreNodes;
    levels = moreLevels;
    return part.size;
  }

  private static void splice(int[] from, int[] part, int[] to, int at, int size) {
    System.arraycopy(from, 0, to, 0, at);
    System.arraycopy(part, 0, to, at, size);
    System.arraycopy(from, at, to, at + size, from.length - at);
  }

  /** Closes the node at a place, and says how many left the list behind it. */
  int close(int place) {
    if (!isOpen(nodes[place])) {
      return 0;
    }
    int behind = behind(place);
    mark(nodes[place], false);
    int gone = behind - place - 1;
    nodes = without(nodes, place + 1, behind);
    levels = without(levels, place + 1, behind);
    return gone;
  }

  private static int[] without(int[] all, int from, int to) {
    int[] less = new int[all.length - (to - from)];
    System.arraycopy(all, 0, less, 0, from);
    System.arraycopy(all, to, less, from, all.length - to);
    return less;
  }

  /** Makes the list anew of what is marked as open below the root. */
  void remake(int root) {
    put(below(root, 0));
  }

  private void put(List list) {
    nodes = Arrays.copyOf(list.nodes, list.size);
    levels = Arrays.copyOf(list.levels, list.size);
  }

  /** What is open below a node, without the node. */
  private List below(int top, int level) {
    List list = new List();
    int[] parents = new int[16];
    int[] next = new int[16];
    int depth = 0;
    parents[0] = top;
    while (depth >= 0) {
      if (next[depth] == shape.children(parents[depth])) {
        depth--;
        continue;
      }
      int node = shape.child(parents[depth], next[depth]++);
      list.add(node, level + depth + 1);
      if (isOpen(node)) {
        if (++depth == parents.length) {
          parents = Arrays.copyOf(parents, depth * 2);
          next = Arrays.copyOf(next, depth * 2);
        }
        parents[depth] = node;
        next[depth] = 0;
      }
    }
    return list;
  }

  private static final class List {
    private int[] nodes = new int[64];
    private int[] levels = new int[64];
    private int size;

    void add(int node, int level) {
      if (size == nodes.length) {
        nodes = Arrays.copyOf(nodes, size * 2);
        levels = Arrays.copyOf(levels, size * 2);
      }
      nodes[size] = node;
      levels[size++] = level;
    }
  }
}
