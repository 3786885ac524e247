package dev.fasynclens.syntax;

/**
 * The node kinds of the C grammar that are looked at, by the number the native library gives them.
 * The numbers belong to the grammar that is compiled into the library; a test compares each with
 * the grammar's own name.
 */
public final class Kind {
  public static final int IDENTIFIER = 1;
  public static final int FIELD_IDENTIFIER = 360;
  public static final int TYPE_IDENTIFIER = 362;
  public static final int STATEMENT_IDENTIFIER = 361;
  public static final int PRIMITIVE_TYPE = 93;
  public static final int SIZED_TYPE_SPECIFIER = 246;
  public static final int FUNCTION_DEFINITION = 196;
  public static final int DECLARATION = 198;
  public static final int TYPE_DEFINITION = 199;
  public static final int STRUCT_SPECIFIER = 249;
  public static final int UNION_SPECIFIER = 250;
  public static final int ENUM_SPECIFIER = 247;
  public static final int ENUMERATOR_LIST = 248;
  public static final int ENUMERATOR = 256;
  public static final int FIELD_DECLARATION_LIST = 251;
  public static final int FIELD_DECLARATION = 253;
  public static final int INIT_DECLARATOR = 240;
  public static final int POINTER_DECLARATOR = 226;
  public static final int FUNCTION_DECLARATOR = 230;
  public static final int ARRAY_DECLARATOR = 236;
  public static final int PARENTHESIZED_DECLARATOR = 219;
  public static final int ABSTRACT_POINTER_DECLARATOR = 229;
  public static final int ABSTRACT_FUNCTION_DECLARATOR = 234;
  public static final int ATTRIBUTED_DECLARATOR = 223;
  public static final int PARAMETER_LIST = 258;
  public static final int PARAMETER_DECLARATION = 260;
  public static final int VARIADIC_PARAMETER = 257;
  public static final int COMPOUND_STATEMENT = 241;
  public static final int EXPRESSION_STATEMENT = 266;
  public static final int IF_STATEMENT = 267;
  public static final int ELSE_CLAUSE = 268;
  public static final int SWITCH_STATEMENT = 269;
  public static final int CASE_STATEMENT = 270;
  public static final int WHILE_STATEMENT = 271;
  public static final int DO_STATEMENT = 272;
  public static final int FOR_STATEMENT = 273;
  public static final int RETURN_STATEMENT = 275;
  public static final int BREAK_STATEMENT = 276;
  public static final int CONTINUE_STATEMENT = 277;
  public static final int GOTO_STATEMENT = 278;
  public static final int LABELED_STATEMENT = 264;
  public static final int CALL_EXPRESSION = 299;
  public static final int ARGUMENT_LIST = 309;
  public static final int FIELD_EXPRESSION = 310;
  public static final int SUBSCRIPT_EXPRESSION = 298;
  public static final int POINTER_EXPRESSION = 288;
  public static final int UNARY_EXPRESSION = 289;
  public static final int BINARY_EXPRESSION = 290;
  public static final int ASSIGNMENT_EXPRESSION = 287;
  public static final int UPDATE_EXPRESSION = 291;
  public static final int CONDITIONAL_EXPRESSION = 286;
  public static final int CAST_EXPRESSION = 292;
  public static final int PARENTHESIZED_EXPRESSION = 312;
  public static final int COMMA_EXPRESSION = 285;
  public static final int SIZEOF_EXPRESSION = 294;
  public static final int OFFSETOF_EXPRESSION = 296;
  public static final int COMPOUND_LITERAL_EXPRESSION = 311;
  public static final int NUMBER_LITERAL = 141;
  public static final int CHAR_LITERAL = 318;
  public static final int STRING_LITERAL = 320;
  public static final int CONCATENATED_STRING = 319;
  public static final int INITIALIZER_LIST = 313;
  public static final int INITIALIZER_PAIR = 314;
  public static final int FIELD_DESIGNATOR = 317;
  public static final int SUBSCRIPT_DESIGNATOR = 315;
  public static final int TYPE_DESCRIPTOR = 293;
  public static final int STORAGE_CLASS_SPECIFIER = 242;
  public static final int TYPE_QUALIFIER = 243;
  public static final int MACRO_TYPE_SPECIFIER = 323;
  public static final int TRANSLATION_UNIT = 161;
  public static final int TRUE = 156;
  public static final int FALSE = 157;
  public static final int NULL = 321;
  public static final int COMMENT = 160;
  public static final int ERROR = 65535;

  private Kind() {}
}
