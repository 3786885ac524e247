package dev.fasynclens.syntax;

/**
 * The names the C grammar gives to the parts of a node, by the number the native library gives
 * them. As with {@link Kind}, a test compares each with the grammar.
 */
public final class Field {
  public static final int ALTERNATIVE = 1;
  public static final int ARGUMENT = 2;
  public static final int ARGUMENTS = 3;
  public static final int BODY = 5;
  public static final int CONDITION = 7;
  public static final int CONSEQUENCE = 8;
  public static final int DECLARATOR = 10;
  public static final int DESIGNATOR = 11;
  public static final int FIELD = 14;
  public static final int FUNCTION = 16;
  public static final int INDEX = 18;
  public static final int INITIALIZER = 19;
  public static final int LABEL = 21;
  public static final int LEFT = 22;
  public static final int MEMBER = 23;
  public static final int NAME = 24;
  public static final int OPERATOR = 26;
  public static final int PARAMETERS = 28;
  public static final int RIGHT = 32;
  public static final int SIZE = 33;
  public static final int TYPE = 36;
  public static final int UPDATE = 38;
  public static final int VALUE = 39;

  private Field() {}
}
