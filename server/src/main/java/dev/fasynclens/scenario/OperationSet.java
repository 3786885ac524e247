package dev.fasynclens.scenario;

import java.util.Map;

/** Operations about one theme. */
interface OperationSet {
  /** The operations by their names. */
  Map<String, Operation> operations();
}
