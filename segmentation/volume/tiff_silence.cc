// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "segmentation/volume/tiff_silence.h"

#include <tiffio.h>

#include <cstdarg>
#include <cstdio>
#include <string>

namespace catena {
namespace {

thread_local std::string last_error;

void keep(const char* module, const char* format, va_list arguments) {
  char text[512];
  std::vsnprintf(text, sizeof text, format, arguments);
  last_error = module && *module ? std::string(module) + ": " + text : text;
  // One line, whatever the file made libtiff say.
  for (char& letter : last_error)
    if (static_cast<unsigned char>(letter) < ' ') letter = ' ';
}

void ignore(const char*, const char*, va_list) {}

}  // namespace

TiffSilence::TiffSilence() {
  TIFFSetErrorHandler(keep);
  TIFFSetErrorHandlerExt(nullptr);
  TIFFSetWarningHandler(ignore);
  TIFFSetWarningHandlerExt(nullptr);
  last_error.clear();
}

std::string TiffSilence::reason() { return last_error.empty() ? "libtiff gives no reason" : last_error; }

}  // namespace catena
