#pragma once
// What a form of a page sends: fields, and files where it has some.
//
//   application/x-www-form-urlencoded    name=value&name=value
//   multipart/form-data (RFC 7578)       *( "--" boundary CRLF headers CRLF CRLF bytes CRLF ) "--" boundary "--"
//
// Immutable once it is read. Field values are UTF-8 without NUL; a file is any bytes.

#include "domain/result.h"
#include "service/http/message.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace openward::pages {

struct Upload {
  std::string name; // as the browser gave it
  std::string bytes;
};

class Form {
 public:
  /// Errors: another media type, a body that is cut off or does not follow its grammar, text that is not UTF-8.
  static Result<Form> read(const http::Request&);
  /// Of fields without a file, for a form that is first shown.
  explicit Form(http::Parameters fields = {}) : fields_(std::move(fields)) {}

  /// The first value of the field without the white space around it; "" where there is none.
  std::string value(std::string_view field) const;
  /// The file of the field; none where none was chosen.
  const Upload* file(std::string_view field) const;
  const http::Parameters& fields() const { return fields_; }
  void set(std::string_view field, std::string value);

 private:
  http::Parameters fields_;
  std::vector<std::pair<std::string, Upload>> files_;
};

} // namespace openward::pages
