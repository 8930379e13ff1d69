package salvor.collection;

/** Is told how a collection goes on; pods at once tell it from several threads. */
public interface CollectionListener {
  /** Hears nothing. */
  CollectionListener NONE =
      new CollectionListener() {
        @Override
        public void begun(CollectionPlan.OfPod pod, Item item) {}

        @Override
        public void ended(Taken taken) {}
      };

  /** An item is begun. */
  void begun(CollectionPlan.OfPod pod, Item item);

  /**
   * Some of it is there.
   *
   * @param bytes how much of it by now
   */
  default void arrived(CollectionPlan.OfPod pod, Item item, long bytes) {}

  /** An item has ended. */
  void ended(Taken taken);
}
