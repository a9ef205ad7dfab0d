#pragma once
// One XML part of a workbook, read as a stream of events. Names come without their namespace prefix. A document type is refused: that is
// where entities that grow without end are declared.

#include "domain/result.h"
#include "exchange/workbook/zip_parts.h"

#include <functional>
#include <string>
#include <string_view>

namespace openward::exchange {

/// Attributes of an element, valid during the call.
class XmlAttributes {
 public:
  explicit XmlAttributes(const char** pairs) : pairs_(pairs) {}
  /// "" when absent. `name` without a prefix also finds one with: "id" finds "r:id".
  std::string_view operator[](std::string_view name) const;

 private:
  const char** pairs_;
};

/// Called from inside a C library, through which no exception may pass: what goes wrong is kept and told by `fault`.
class XmlEvents {
 public:
  XmlEvents() = default;
  XmlEvents(const XmlEvents&) = delete;
  XmlEvents& operator=(const XmlEvents&) = delete;
  virtual ~XmlEvents() = default;
  virtual void begin(std::string_view element, const XmlAttributes& attributes) noexcept = 0;
  virtual void end(std::string_view element) noexcept = 0;
  virtual void text(std::string_view piece) noexcept = 0;
  /// Asked after every piece of the part; false stops the reading.
  virtual Result<bool> more() { return true; }
};

Result<> read_xml(const ZipParts& parts, const std::string& name, XmlEvents& events);

} // namespace openward::exchange
