/*
 * The machine dependent part of jni.h for every 64-bit target of build.sh. A JDK brings only the
 * one for its own platform, which is of no use to a cross compiler.
 */
#ifndef FASYNCLENS_JNI_MD_H
#define FASYNCLENS_JNI_MD_H

#ifdef _WIN32
#define JNIEXPORT __declspec(dllexport)
#else
#define JNIEXPORT __attribute__((visibility("default")))
#endif
#define JNIIMPORT
#define JNICALL

typedef int jint;
typedef long long jlong;
typedef signed char jbyte;

#endif
