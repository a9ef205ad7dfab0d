// Every test program takes the locale of its environment, as a careless library might: nothing that Openward reads or writes may
// change by it.
#include <clocale>
#include <locale>
#include <stdexcept>

namespace {

const bool kTaken = [] {
  std::setlocale(LC_ALL, "");
  try {
    std::locale::global(std::locale(""));
  } catch (const std::runtime_error&) {
    return false; // the environment names a locale that this machine does not have; the C locale is as good
  }
  return true;
}();

} // namespace
