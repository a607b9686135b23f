// SPDX-License-Identifier: Apache-2.0

/**
 * Identifiers and names of the weaknesses of the Common Weakness Enumeration (MITRE, cwe.mitre.org), every version up to
 * 4.17. CSAF 2.0 checks a weakness against its official name (6.1.11), CSAF 2.1 against the name in a given version.
 * Categories and views are no weaknesses and are not in the list.
 */
export const CWE_VERSIONS: readonly string[] = (
  '1.0 1.0.1 1.1 1.2 1.3 1.4 1.5 1.6 1.7 1.8 1.8.1 1.9 1.10 1.11 1.12 1.13 2.0 2.1 2.2 2.3 ' +
  '2.4 2.5 2.6 2.7 2.8 2.9 2.10 2.11 2.12 3.0 3.1 3.2 3.3 3.4 3.4.1 4.0 4.1 4.2 4.3 4.4 4.5 ' +
  '4.6 4.7 4.8 4.9 4.10 4.11 4.12 4.13 4.14 4.15 4.16 ' +
  '4.17'
).split(' ')

/** One weakness name a line: number, first and last version that has the name (indexes of CWE_VERSIONS), name. */
export const CWE_NAMES = String.raw`
5 0 52 J2EE Misconfiguration: Data Transmission Without Encryption
6 0 52 J2EE Misconfiguration: Insufficient Session-ID Length
7 0 3 J2EE Misconfiguration: Missing Error Handling
7 4 52 J2EE Misconfiguration: Missing Custom Error Page
8 0 52 J2EE Misconfiguration: Entity Bean Declared Remote
9 0 52 J2EE Misconfiguration: Weak Access Permissions for EJB Methods
11 0 52 ASP.NET Misconfiguration: Creating Debug Binary
12 0 3 ASP.NET Misconfiguration: Missing Custom Error Handling
12 4 52 ASP.NET Misconfiguration: Missing Custom Error Page
13 0 52 ASP.NET Misconfiguration: Password in Configuration File
14 0 52 Compiler Removal of Code to Clear Buffers
15 0 52 External Control of System or Configuration Setting
20 0 2 Insufficient Input Validation
20 3 52 Improper Input Validation
22 0 8 Path Traversal
22 9 52 Improper Limitation of a Pathname to a Restricted Directory ('Path Traversal')
23 0 52 Relative Path Traversal
24 0 52 Path Traversal: '../filedir'
25 0 52 Path Traversal: '/../filedir'
26 0 52 Path Traversal: '/dir/../filename'
27 0 52 Path Traversal: 'dir/../../filename'
28 0 0 Path Traversal: '..\filename'
28 1 52 Path Traversal: '..\filedir'
29 0 52 Path Traversal: '\..\filename'
30 0 52 Path Traversal: '\dir\..\filename'
31 0 0 Path Traversal: 'dir\..\filename'
31 1 52 Path Traversal: 'dir\..\..\filename'
32 0 52 Path Traversal: '...' (Triple Dot)
33 0 52 Path Traversal: '....' (Multiple Dot)
34 0 52 Path Traversal: '....//'
35 0 52 Path Traversal: '.../...//'
36 0 52 Absolute Path Traversal
37 0 52 Path Traversal: '/absolute/pathname/here'
38 0 52 Path Traversal: '\absolute\pathname\here'
39 0 52 Path Traversal: 'C:dirname'
40 0 52 Path Traversal: '\\UNC\share\name\' (Windows UNC Share)
41 0 4 Failure to Resolve Path Equivalence
41 5 52 Improper Resolution of Path Equivalence
42 0 52 Path Equivalence: 'filename.' (Trailing Dot)
43 0 52 Path Equivalence: 'filename....' (Multiple Trailing Dot)
44 0 52 Path Equivalence: 'file.name' (Internal Dot)
45 0 52 Path Equivalence: 'file...name' (Multiple Internal Dot)
46 0 52 Path Equivalence: 'filename ' (Trailing Space)
47 0 11 Path Equivalence: ' filename (Leading Space)
47 12 52 Path Equivalence: ' filename' (Leading Space)
48 0 52 Path Equivalence: 'file name' (Internal Whitespace)
49 0 52 Path Equivalence: 'filename/' (Trailing Slash)
50 0 52 Path Equivalence: '//multiple/leading/slash'
51 0 52 Path Equivalence: '/multiple//internal/slash'
52 0 52 Path Equivalence: '/multiple/trailing/slash//'
53 0 52 Path Equivalence: '\multiple\\internal\backslash'
54 0 52 Path Equivalence: 'filedir\' (Trailing Backslash)
55 0 52 Path Equivalence: '/./' (Single Dot Directory)
56 0 52 Path Equivalence: 'filedir*' (Wildcard)
57 0 0 Path Equivalence: 'dirname/fakechild/../realchild/filename'
57 1 52 Path Equivalence: 'fakedir/../realdir/filename'
58 0 52 Path Equivalence: Windows 8.3 Filename
59 0 4 Failure to Resolve Links Before File Access (aka 'Link Following')
59 5 52 Improper Link Resolution Before File Access ('Link Following')
61 27 27 UNIX Symbolic Link (Symlink) Following
61 29 52 UNIX Symbolic Link (Symlink) Following
62 0 52 UNIX Hard Link
64 0 52 Windows Shortcut Following (.LNK)
65 0 52 Windows Hard Link
66 0 3 Failure to Handle File Names that Identify Virtual Resources
66 4 52 Improper Handling of File Names that Identify Virtual Resources
67 0 3 Failure to Handle Windows Device Names
67 4 52 Improper Handling of Windows Device Names
69 0 12 Failure to Handle Windows ::DATA Alternate Data Stream
69 13 52 Improper Handling of Windows ::DATA Alternate Data Stream
71 0 27 Apple '.DS_Store'
71 28 52 DEPRECATED: Apple '.DS_Store'
72 0 1 Apple HFS+ Alternate Data Stream
72 2 4 Failure to Handle Apple HFS+ Alternate Data Stream Path
72 5 52 Improper Handling of Apple HFS+ Alternate Data Stream Path
73 0 52 External Control of File Name or Path
74 0 4 Failure to Sanitize Data into a Different Plane (aka 'Injection')
74 5 10 Failure to Sanitize Data into a Different Plane ('Injection')
74 11 52 Improper Neutralization of Special Elements in Output Used by a Downstream Component ('Injection')
75 0 52 Failure to Sanitize Special Elements into a Different Plane (Special Element Injection)
76 0 10 Failure to Resolve Equivalent Special Elements into a Different Plane
76 11 52 Improper Neutralization of Equivalent Special Elements
77 0 4 Failure to Sanitize Data into a Control Plane (aka 'Command Injection')
77 5 5 Failure to Sanitize Data into a Control Plane ('Command Injection')
77 6 10 Improper Sanitization of Special Elements used in a Command ('Command Injection')
77 11 52 Improper Neutralization of Special Elements used in a Command ('Command Injection')
78 0 2 Failure to Sanitize Data into an OS Command (aka 'OS Command Injection')
78 3 4 Failure to Preserve OS Command Structure (aka 'OS Command Injection')
78 5 5 Failure to Preserve OS Command Structure ('OS Command Injection')
78 6 10 Improper Sanitization of Special Elements used in an OS Command ('OS Command Injection')
78 11 52 Improper Neutralization of Special Elements used in an OS Command ('OS Command Injection')
79 0 2 Failure to Sanitize Directives in a Web Page (aka 'Cross-site scripting' (XSS))
79 3 4 Failure to Preserve Web Page Structure (aka 'Cross-site Scripting')
79 5 10 Failure to Preserve Web Page Structure ('Cross-site Scripting')
79 11 52 Improper Neutralization of Input During Web Page Generation ('Cross-site Scripting')
80 0 4 Failure to Sanitize Script-Related HTML Tags in a Web Page (Basic XSS)
80 5 10 Improper Sanitization of Script-Related HTML Tags in a Web Page (Basic XSS)
80 11 52 Improper Neutralization of Script-Related HTML Tags in a Web Page (Basic XSS)
81 0 4 Failure to Sanitize Directives in an Error Message Web Page
81 5 10 Improper Sanitization of Script in an Error Message Web Page
81 11 52 Improper Neutralization of Script in an Error Message Web Page
82 0 4 Failure to Sanitize Script in Attributes of IMG Tags in a Web Page
82 5 10 Improper Sanitization of Script in Attributes of IMG Tags in a Web Page
82 11 52 Improper Neutralization of Script in Attributes of IMG Tags in a Web Page
83 0 9 Failure to Sanitize Script in Attributes in a Web Page
83 10 52 Improper Neutralization of Script in Attributes in a Web Page
84 0 10 Failure to Resolve Encoded URI Schemes in a Web Page
84 11 52 Improper Neutralization of Encoded URI Schemes in a Web Page
85 0 52 Doubled Character XSS Manipulations
86 0 9 Failure to Sanitize Invalid Characters in Identifiers in Web Pages
86 10 52 Improper Neutralization of Invalid Characters in Identifiers in Web Pages
87 0 10 Failure to Sanitize Alternate XSS Syntax
87 11 52 Improper Neutralization of Alternate XSS Syntax
88 0 32 Argument Injection or Modification
88 33 33 Improper Delimitation of Arguments in a Command ('Argument Injection')
88 34 52 Improper Neutralization of Argument Delimiters in a Command ('Argument Injection')
89 0 2 Failure to Sanitize Data within SQL Queries (aka 'SQL Injection')
89 3 4 Failure to Preserve SQL Query Structure (aka 'SQL Injection')
89 5 5 Failure to Preserve SQL Query Structure ('SQL Injection')
89 6 10 Improper Sanitization of Special Elements used in an SQL Command ('SQL Injection')
89 11 52 Improper Neutralization of Special Elements used in an SQL Command ('SQL Injection')
90 0 4 Failure to Sanitize Data into LDAP Queries (aka 'LDAP Injection')
90 5 10 Failure to Sanitize Data into LDAP Queries ('LDAP Injection')
90 11 52 Improper Neutralization of Special Elements used in an LDAP Query ('LDAP Injection')
91 0 52 XML Injection (aka Blind XPath Injection)
92 0 0 Custom Special Character Injection
92 1 4 Insufficient Sanitization of Custom Special Characters
92 5 5 Improper Sanitization of Custom Special Characters
92 6 52 DEPRECATED: Improper Sanitization of Custom Special Characters
93 0 4 Failure to Sanitize CRLF Sequences (aka 'CRLF Injection')
93 5 10 Failure to Sanitize CRLF Sequences ('CRLF Injection')
93 11 52 Improper Neutralization of CRLF Sequences ('CRLF Injection')
94 0 2 Code Injection
94 3 4 Failure to Control Generation of Code (aka 'Code Injection')
94 5 13 Failure to Control Generation of Code ('Code Injection')
94 14 52 Improper Control of Generation of Code ('Code Injection')
95 0 4 Insufficient Control of Directives in Dynamically Evaluated Code (aka 'Eval Injection')
95 5 10 Improper Sanitization of Directives in Dynamically Evaluated Code ('Eval Injection')
95 11 52 Improper Neutralization of Directives in Dynamically Evaluated Code ('Eval Injection')
96 0 4 Insufficient Control of Directives in Statically Saved Code (Static Code Injection)
96 5 9 Improper Sanitization of Directives in Statically Saved Code ('Static Code Injection')
96 10 52 Improper Neutralization of Directives in Statically Saved Code ('Static Code Injection')
97 0 10 Failure to Sanitize Server-Side Includes (SSI) Within a Web Page
97 11 52 Improper Neutralization of Server-Side Includes (SSI) Within a Web Page
98 9 19 Improper Control of Filename for Include/Require Statement in PHP Program ('PHP File Inclusion')
98 20 52 Improper Control of Filename for Include/Require Statement in PHP Program ('PHP Remote File Inclusion')
99 0 4 Insufficient Control of Resource Identifiers (aka 'Resource Injection')
99 5 52 Improper Control of Resource Identifiers ('Resource Injection')
100 0 6 Technology-Specific Input Validation Problems
102 0 52 Struts: Duplicate Validation Forms
103 0 52 Struts: Incomplete validate() Method Definition
104 0 52 Struts: Form Bean Does Not Extend Validation Class
105 0 52 Struts: Form Field Without Validator
106 0 52 Struts: Plug-in Framework not in Use
107 0 52 Struts: Unused Validation Form
108 0 52 Struts: Unvalidated Action Form
109 0 52 Struts: Validator Turned Off
110 0 52 Struts: Validator Without Form Field
111 0 52 Direct Use of Unsafe JNI
112 0 52 Missing XML Validation
113 0 4 Failure to Sanitize CRLF Sequences in HTTP Headers (aka 'HTTP Response Splitting')
113 5 10 Failure to Sanitize CRLF Sequences in HTTP Headers ('HTTP Response Splitting')
113 11 42 Improper Neutralization of CRLF Sequences in HTTP Headers ('HTTP Response Splitting')
113 43 52 Improper Neutralization of CRLF Sequences in HTTP Headers ('HTTP Request/Response Splitting')
114 0 52 Process Control
115 0 52 Misinterpretation of Input
116 0 2 Insufficient Output Sanitization
116 3 52 Improper Encoding or Escaping of Output
117 0 4 Incorrect Output Sanitization for Logs
117 5 10 Improper Output Sanitization for Logs
117 11 52 Improper Output Neutralization for Logs
118 0 4 Improper Access of Indexable Resource (aka 'Range Error')
118 5 26 Improper Access of Indexable Resource ('Range Error')
118 27 52 Incorrect Access of Indexable Resource ('Range Error')
119 0 2 Failure to Constrain Operations within the Bounds of an Allocated Memory Buffer
119 3 12 Failure to Constrain Operations within the Bounds of a Memory Buffer
119 13 52 Improper Restriction of Operations within the Bounds of a Memory Buffer
120 9 52 Buffer Copy without Checking Size of Input ('Classic Buffer Overflow')
121 0 52 Stack-based Buffer Overflow
122 0 52 Heap-based Buffer Overflow
123 0 52 Write-what-where Condition
124 0 6 Boundary Beginning Violation ('Buffer Underwrite')
124 7 52 Buffer Underwrite ('Buffer Underflow')
125 0 52 Out-of-bounds Read
126 0 52 Buffer Over-read
127 0 52 Buffer Under-read
128 0 52 Wrap-around Error
129 0 6 Unchecked Array Indexing
129 7 52 Improper Validation of Array Index
130 0 3 Failure to Handle Length Parameter Inconsistency
130 4 52 Improper Handling of Length Parameter Inconsistency
131 0 52 Incorrect Calculation of Buffer Size
132 0 39 DEPRECATED (Duplicate): Miscalculated Null Termination
132 40 52 DEPRECATED: Miscalculated Null Termination
134 0 24 Uncontrolled Format String
134 25 52 Use of Externally-Controlled Format String
135 0 52 Incorrect Calculation of Multi-Byte String Length
138 0 3 Failure to Sanitize Special Elements
138 4 9 Improper Sanitization of Special Elements
138 10 52 Improper Neutralization of Special Elements
140 0 10 Failure to Sanitize Delimiters
140 11 52 Improper Neutralization of Delimiters
141 0 9 Failure to Sanitize Parameter/Argument Delimiters
141 10 52 Improper Neutralization of Parameter/Argument Delimiters
142 0 9 Failure to Sanitize Value Delimiters
142 10 52 Improper Neutralization of Value Delimiters
143 0 9 Failure to Sanitize Record Delimiters
143 10 52 Improper Neutralization of Record Delimiters
144 0 9 Failure to Sanitize Line Delimiters
144 10 52 Improper Neutralization of Line Delimiters
145 0 9 Failure to Sanitize Section Delimiters
145 10 52 Improper Neutralization of Section Delimiters
146 0 9 Failure to Sanitize Expression/Command Delimiters
146 10 52 Improper Neutralization of Expression/Command Delimiters
147 0 3 Failure to Sanitize Input Terminators
147 4 9 Improper Sanitization of Input Terminators
147 10 52 Improper Neutralization of Input Terminators
148 0 10 Failure to Sanitize Input Leaders
148 11 52 Improper Neutralization of Input Leaders
149 0 10 Failure to Sanitize Quoting Syntax
149 11 52 Improper Neutralization of Quoting Syntax
150 0 9 Failure to Sanitize Escape, Meta, or Control Sequences
150 10 52 Improper Neutralization of Escape, Meta, or Control Sequences
151 0 3 Failure to Sanitize Comment Element
151 4 9 Improper Sanitization of Comment Delimiters
151 10 52 Improper Neutralization of Comment Delimiters
152 0 3 Failure to Sanitize Macro Symbol
152 4 9 Improper Sanitization of Macro Symbols
152 10 52 Improper Neutralization of Macro Symbols
153 0 3 Failure to Sanitize Substitution Character
153 4 9 Improper Sanitization of Substitution Characters
153 10 52 Improper Neutralization of Substitution Characters
154 0 3 Failure to Sanitize Variable Name Delimiter
154 4 9 Improper Sanitization of Variable Name Delimiters
154 10 52 Improper Neutralization of Variable Name Delimiters
155 0 3 Failure to Sanitize Wildcard or Matching Symbol
155 4 9 Improper Sanitization of Wildcards or Matching Symbols
155 10 52 Improper Neutralization of Wildcards or Matching Symbols
156 0 3 Failure to Sanitize Whitespace
156 4 9 Improper Sanitization of Whitespace
156 10 52 Improper Neutralization of Whitespace
157 0 52 Failure to Sanitize Paired Delimiters
158 0 9 Failure to Sanitize Null Byte or NUL Character
158 10 52 Improper Neutralization of Null Byte or NUL Character
159 0 34 Failure to Sanitize Special Element
159 35 52 Improper Handling of Invalid Use of Special Elements
160 0 4 Failure to Sanitize Leading Special Element
160 5 9 Improper Sanitization of Leading Special Elements
160 10 52 Improper Neutralization of Leading Special Elements
161 0 4 Failure to Sanitize Multiple Leading Special Elements
161 5 9 Improper Sanitization of Multiple Leading Special Elements
161 10 52 Improper Neutralization of Multiple Leading Special Elements
162 0 4 Failure to Sanitize Trailing Special Element
162 5 9 Improper Sanitization of Trailing Special Elements
162 10 52 Improper Neutralization of Trailing Special Elements
163 0 4 Failure to Sanitize Multiple Trailing Special Elements
163 5 9 Improper Sanitization of Multiple Trailing Special Elements
163 10 52 Improper Neutralization of Multiple Trailing Special Elements
164 0 4 Failure to Sanitize Internal Special Element
164 5 9 Improper Sanitization of Internal Special Elements
164 10 52 Improper Neutralization of Internal Special Elements
165 0 4 Failure to Sanitize Multiple Internal Special Elements
165 5 9 Improper Sanitization of Multiple Internal Special Elements
165 10 52 Improper Neutralization of Multiple Internal Special Elements
166 0 4 Failure to Handle Missing Special Element
166 5 52 Improper Handling of Missing Special Element
167 0 4 Failure to Handle Additional Special Element
167 5 52 Improper Handling of Additional Special Element
168 0 12 Failure to Resolve Inconsistent Special Elements
168 13 52 Improper Handling of Inconsistent Special Elements
170 0 52 Improper Null Termination
172 0 52 Encoding Error
173 0 12 Failure to Handle Alternate Encoding
173 13 52 Improper Handling of Alternate Encoding
174 0 52 Double Decoding of the Same Data
175 0 12 Failure to Handle Mixed Encoding
175 13 52 Improper Handling of Mixed Encoding
176 0 12 Failure to Handle Unicode Encoding
176 13 52 Improper Handling of Unicode Encoding
177 0 12 Failure to Handle URL Encoding (Hex Encoding)
177 13 52 Improper Handling of URL Encoding (Hex Encoding)
178 0 12 Failure to Resolve Case Sensitivity
178 13 52 Improper Handling of Case Sensitivity
179 0 52 Incorrect Behavior Order: Early Validation
180 0 52 Incorrect Behavior Order: Validate Before Canonicalize
181 0 52 Incorrect Behavior Order: Validate Before Filter
182 0 10 Collapse of Data Into Unsafe Value
182 11 52 Collapse of Data into Unsafe Value
183 0 34 Permissive Whitelist
183 35 52 Permissive List of Allowed Inputs
184 0 34 Incomplete Blacklist
184 35 52 Incomplete List of Disallowed Inputs
185 0 52 Incorrect Regular Expression
186 0 52 Overly Restrictive Regular Expression
187 0 29 Partial Comparison
187 30 52 Partial String Comparison
188 0 52 Reliance on Data/Memory Layout
190 0 2 Integer Overflow (Wrap or Wraparound)
190 3 52 Integer Overflow or Wraparound
191 0 52 Integer Underflow (Wrap or Wraparound)
192 28 52 Integer Coercion Error
193 0 52 Off-by-one Error
194 0 1 Incorrect Sign Extension
194 2 52 Unexpected Sign Extension
195 0 52 Signed to Unsigned Conversion Error
196 0 52 Unsigned to Signed Conversion Error
197 0 52 Numeric Truncation Error
198 0 52 Use of Incorrect Byte Ordering
200 0 7 Information Leak (Information Disclosure)
200 8 34 Information Exposure
200 35 52 Exposure of Sensitive Information to an Unauthorized Actor
201 0 11 Information Leak Through Sent Data
201 12 34 Information Exposure Through Sent Data
201 35 36 Exposure of Sensitive Information Through Sent Data
201 37 52 Insertion of Sensitive Information Into Sent Data
202 0 13 Privacy Leak through Data Queries
202 14 34 Exposure of Sensitive Data Through Data Queries
202 35 52 Exposure of Sensitive Information Through Data Queries
203 0 7 Discrepancy Information Leaks
203 8 34 Information Exposure Through Discrepancy
203 35 36 Observable Discrepancy
203 37 37 Observable Differences in Behavior to Error Inputs
203 38 52 Observable Discrepancy
204 0 11 Response Discrepancy Information Leak
204 12 34 Response Discrepancy Information Exposure
204 35 52 Observable Response Discrepancy
205 0 7 Behavioral Discrepancy Information Leak
205 8 34 Information Exposure Through Behavioral Discrepancy
205 35 52 Observable Behavioral Discrepancy
206 0 13 Internal Behavioral Inconsistency Information Leak
206 14 34 Information Exposure of Internal State Through Behavioral Inconsistency
206 35 52 Observable Internal Behavioral Discrepancy
207 0 7 External Behavioral Inconsistency Information Leak
207 8 34 Information Exposure Through an External Behavioral Inconsistency
207 35 52 Observable Behavioral Discrepancy With Equivalent Products
208 0 13 Timing Discrepancy Information Leak
208 14 34 Information Exposure Through Timing Discrepancy
208 35 52 Observable Timing Discrepancy
209 0 2 Error Message Information Leaks
209 3 7 Error Message Information Leak
209 8 34 Information Exposure Through an Error Message
209 35 52 Generation of Error Message Containing Sensitive Information
210 0 13 Product-Generated Error Message Information Leak
210 14 18 Information Exposure Through Generated Error Message
210 19 34 Information Exposure Through Self-generated Error Message
210 35 52 Self-generated Error Message Containing Sensitive Information
211 0 13 Product-External Error Message Information Leak
211 14 18 Information Exposure Through External Error Message
211 19 27 Information Exposure Through Externally-generated Error Message
211 28 34 Information Exposure Through Externally-Generated Error Message
211 35 52 Externally-Generated Error Message Containing Sensitive Information
212 0 7 Cross-boundary Cleansing Information Leak
212 8 8 Improper Cross-boundary Cleansing
212 9 34 Improper Cross-boundary Removal of Sensitive Data
212 35 52 Improper Removal of Sensitive Information Before Storage or Transfer
213 0 13 Intended Information Leak
213 14 34 Intentional Information Exposure
213 35 52 Exposure of Sensitive Information Due to Incompatible Policies
214 0 13 Process Environment Information Leak
214 14 34 Information Exposure Through Process Environment
214 35 52 Invocation of Process Using Visible Sensitive Information
215 0 11 Information Leak Through Debug Information
215 12 34 Information Exposure Through Debug Information
215 35 52 Insertion of Sensitive Information Into Debugging Code
216 0 34 Containment Errors (Container Errors)
216 35 52 DEPRECATED: Containment Errors (Container Errors)
217 0 4 Failure to Protect Stored Data from Modification
217 5 52 DEPRECATED: Failure to Protect Stored Data from Modification
218 0 39 DEPRECATED (Duplicate): Failure to provide confidentiality for stored data
218 40 52 DEPRECATED: Failure to provide confidentiality for stored data
219 0 34 Sensitive Data Under Web Root
219 35 52 Storage of File with Sensitive Data Under Web Root
220 0 34 Sensitive Data Under FTP Root
220 35 52 Storage of File With Sensitive Data Under FTP Root
221 0 52 Information Loss or Omission
222 0 52 Truncation of Security-relevant Information
223 0 52 Omission of Security-relevant Information
224 0 52 Obscured Security-relevant Information by Alternate Name
225 0 39 DEPRECATED (Duplicate): General Information Management Problems
225 40 52 DEPRECATED: General Information Management Problems
226 0 34 Sensitive Information Uncleared Before Release
226 35 36 Sensitive Information Uncleared in Resource Before Release for Reuse
226 37 52 Sensitive Information in Resource Not Removed Before Reuse
227 0 4 Failure to Fulfill API Contract (aka 'API Abuse')
227 5 13 Failure to Fulfill API Contract ('API Abuse')
227 14 27 Improper Fulfillment of API Contract ('API Abuse')
228 0 3 Failure to Handle Syntactically Invalid Structure
228 4 52 Improper Handling of Syntactically Invalid Structure
229 0 52 Improper Handling of Values
230 0 3 Failure to Handle Missing Value
230 4 52 Improper Handling of Missing Values
231 0 3 Failure to Handle Extra Value
231 4 52 Improper Handling of Extra Values
232 0 3 Failure to Handle Undefined Value
232 4 52 Improper Handling of Undefined Values
233 0 20 Parameter Problems
233 21 52 Improper Handling of Parameters
234 0 52 Failure to Handle Missing Parameter
235 0 3 Failure to Handle Extra Parameter
235 4 52 Improper Handling of Extra Parameters
236 0 3 Failure to Handle Undefined Parameter
236 4 52 Improper Handling of Undefined Parameters
237 0 3 Element Problems
237 4 52 Improper Handling of Structural Elements
238 0 3 Failure to Handle Missing Element
238 4 52 Improper Handling of Incomplete Structural Elements
239 0 52 Failure to Handle Incomplete Element
240 0 3 Failure to Resolve Inconsistent Elements
240 4 52 Improper Handling of Inconsistent Structural Elements
241 0 3 Failure to Handle Wrong Data Type
241 4 52 Improper Handling of Unexpected Data Type
242 0 52 Use of Inherently Dangerous Function
243 0 12 Failure to Change Working Directory in chroot Jail
243 13 52 Creation of chroot Jail Without Changing Working Directory
244 0 4 Failure to Clear Heap Memory Before Release (aka 'Heap Inspection')
244 5 12 Failure to Clear Heap Memory Before Release ('Heap Inspection')
244 13 52 Improper Clearing of Heap Memory Before Release ('Heap Inspection')
245 0 52 J2EE Bad Practices: Direct Management of Connections
246 0 52 J2EE Bad Practices: Direct Use of Sockets
247 0 20 Reliance on DNS Lookups in a Security Decision
247 21 39 DEPRECATED (Duplicate): Reliance on DNS Lookups in a Security Decision
247 40 52 DEPRECATED: Reliance on DNS Lookups in a Security Decision
248 0 52 Uncaught Exception
249 0 5 Often Misused: Path Manipulation
249 6 52 DEPRECATED: Often Misused: Path Manipulation
250 0 2 Design Principle Violation: Failure to Use Least Privilege
250 3 52 Execution with Unnecessary Privileges
252 0 52 Unchecked Return Value
253 0 3 Misinterpreted Function Return Value
253 4 52 Incorrect Check of Function Return Value
256 0 29 Plaintext Storage of a Password
256 30 39 Unprotected Storage of Credentials
256 40 52 Plaintext Storage of a Password
257 0 52 Storing Passwords in a Recoverable Format
258 0 52 Empty Password in Configuration File
259 0 8 Hard-Coded Password
259 9 52 Use of Hard-coded Password
260 0 52 Password in Configuration File
261 0 34 Weak Cryptography for Passwords
261 35 52 Weak Encoding for Password
262 0 52 Not Using Password Aging
263 0 52 Password Aging with Long Expiration
266 0 52 Incorrect Privilege Assignment
267 0 52 Privilege Defined With Unsafe Actions
268 0 52 Privilege Chaining
269 0 4 Insecure Privilege Management
269 5 52 Improper Privilege Management
270 0 52 Privilege Context Switching Error
271 0 52 Privilege Dropping / Lowering Errors
272 0 52 Least Privilege Violation
273 0 3 Failure to Check Whether Privileges Were Dropped Successfully
273 4 4 Improper Check for Successfully Dropped Privileges
273 5 52 Improper Check for Dropped Privileges
274 0 4 Failure to Handle Insufficient Privileges
274 5 52 Improper Handling of Insufficient Privileges
276 0 4 Insecure Default Permissions
276 5 52 Incorrect Default Permissions
277 0 52 Insecure Inherited Permissions
278 0 52 Insecure Preserved Inherited Permissions
279 0 4 Insecure Execution-assigned Permissions
279 5 52 Incorrect Execution-Assigned Permissions
280 0 3 Failure to Handle Insufficient Permissions or Privileges
280 4 52 Improper Handling of Insufficient Permissions or Privileges
281 0 4 Permission Preservation Failure
281 5 52 Improper Preservation of Permissions
282 0 52 Improper Ownership Management
283 0 52 Unverified Ownership
284 0 13 Access Control (Authorization) Issues
284 14 52 Improper Access Control
285 0 2 Missing or Inconsistent Access Control
285 3 13 Improper Access Control (Authorization)
285 14 52 Improper Authorization
286 0 52 Incorrect User Management
287 0 2 Insufficient Authentication
287 3 52 Improper Authentication
288 0 52 Authentication Bypass Using an Alternate Path or Channel
289 0 52 Authentication Bypass by Alternate Name
290 0 52 Authentication Bypass by Spoofing
291 21 52 Reliance on IP Address for Authentication
292 0 20 Trusting Self-reported DNS Name
292 21 39 DEPRECATED (Duplicate): Trusting Self-reported DNS Name
292 40 52 DEPRECATED: Trusting Self-reported DNS Name
293 0 52 Using Referer Field for Authentication
294 0 52 Authentication Bypass by Capture-replay
295 20 52 Improper Certificate Validation
296 0 3 Failure to Follow Chain of Trust in Certificate Validation
296 4 19 Improper Following of Chain of Trust for Certificate Validation
296 20 52 Improper Following of a Certificate's Chain of Trust
297 0 3 Failure to Validate Host-specific Certificate Data
297 4 19 Improper Validation of Host-specific Certificate Data
297 20 52 Improper Validation of Certificate with Host Mismatch
298 0 3 Failure to Validate Certificate Expiration
298 4 52 Improper Validation of Certificate Expiration
299 0 3 Failure to Check for Certificate Revocation
299 4 52 Improper Check for Certificate Revocation
300 0 4 Channel Accessible by Non-Endpoint (aka 'Man-in-the-Middle')
300 5 34 Channel Accessible by Non-Endpoint ('Man-in-the-Middle')
300 35 52 Channel Accessible by Non-Endpoint
301 0 52 Reflection Attack in an Authentication Protocol
302 0 52 Authentication Bypass by Assumed-Immutable Data
303 0 4 Improper Implementation of Authentication Algorithm
303 5 52 Incorrect Implementation of Authentication Algorithm
304 0 52 Missing Critical Step in Authentication
305 0 52 Authentication Bypass by Primary Weakness
306 0 8 No Authentication for Critical Function
306 9 52 Missing Authentication for Critical Function
307 0 8 Failure to Restrict Excessive Authentication Attempts
307 9 52 Improper Restriction of Excessive Authentication Attempts
308 0 52 Use of Single-factor Authentication
309 0 52 Use of Password System for Primary Authentication
311 0 8 Failure to Encrypt Sensitive Data
311 9 52 Missing Encryption of Sensitive Data
312 0 2 Plaintext Storage of Sensitive Information
312 3 52 Cleartext Storage of Sensitive Information
313 0 20 Plaintext Storage in a File or on Disk
313 21 52 Cleartext Storage in a File or on Disk
314 0 20 Plaintext Storage in the Registry
314 21 52 Cleartext Storage in the Registry
315 0 20 Plaintext Storage in a Cookie
315 21 52 Cleartext Storage of Sensitive Information in a Cookie
316 0 20 Plaintext Storage in Memory
316 21 52 Cleartext Storage of Sensitive Information in Memory
317 0 20 Plaintext Storage in GUI
317 21 52 Cleartext Storage of Sensitive Information in GUI
318 0 20 Plaintext Storage in Executable
318 21 52 Cleartext Storage of Sensitive Information in Executable
319 0 2 Plaintext Transmission of Sensitive Information
319 3 52 Cleartext Transmission of Sensitive Information
321 0 52 Use of Hard-coded Cryptographic Key
322 0 52 Key Exchange without Entity Authentication
323 0 52 Reusing a Nonce, Key Pair in Encryption
324 0 52 Use of a Key Past its Expiration Date
325 0 36 Missing Required Cryptographic Step
325 37 52 Missing Cryptographic Step
326 0 5 Weak Encryption
326 6 52 Inadequate Encryption Strength
327 0 52 Use of a Broken or Risky Cryptographic Algorithm
328 0 40 Reversible One-Way Hash
328 41 52 Use of Weak Hash
329 0 38 Not Using a Random IV with CBC Mode
329 39 39 Not Using an Unpredictable IV with CBC Mode
329 40 52 Generation of Predictable IV with CBC Mode
330 0 52 Use of Insufficiently Random Values
331 0 52 Insufficient Entropy
332 0 52 Insufficient Entropy in PRNG
333 0 4 Failure to Handle Insufficient Entropy in TRNG
333 5 52 Improper Handling of Insufficient Entropy in TRNG
334 0 52 Small Space of Random Values
335 0 27 PRNG Seed Error
335 28 52 Incorrect Usage of Seeds in Pseudo-Random Number Generator (PRNG)
336 0 27 Same Seed in PRNG
336 28 52 Same Seed in Pseudo-Random Number Generator (PRNG)
337 0 27 Predictable Seed in PRNG
337 28 52 Predictable Seed in Pseudo-Random Number Generator (PRNG)
338 0 22 Use of Cryptographically Weak PRNG
338 23 52 Use of Cryptographically Weak Pseudo-Random Number Generator (PRNG)
339 0 52 Small Seed Space in PRNG
340 0 34 Predictability Problems
340 35 52 Generation of Predictable Numbers or Identifiers
341 0 52 Predictable from Observable State
342 0 52 Predictable Exact Value from Previous Values
343 0 52 Predictable Value Range from Previous Values
344 0 52 Use of Invariant Value in Dynamically Changing Context
345 0 52 Insufficient Verification of Data Authenticity
346 0 52 Origin Validation Error
347 0 4 Improperly Verified Signature
347 5 52 Improper Verification of Cryptographic Signature
348 0 52 Use of Less Trusted Source
349 0 52 Acceptance of Extraneous Untrusted Data With Trusted Data
350 0 20 Improperly Trusted Reverse DNS
350 21 52 Reliance on Reverse DNS Resolution for a Security-Critical Action
351 0 52 Insufficient Type Distinction
352 27 27 Cross-Site Request Forgery (CSRF)
352 29 52 Cross-Site Request Forgery (CSRF)
353 0 12 Failure to Add Integrity Check Value
353 13 52 Missing Support for Integrity Check
354 0 3 Failure to Check Integrity Check Value
354 4 52 Improper Validation of Integrity Check Value
356 0 52 Product UI does not Warn User of Unsafe Actions
357 0 52 Insufficient UI Warning of Dangerous Operations
358 0 52 Improperly Implemented Security Check for Standard
359 0 21 Privacy Violation
359 22 34 Exposure of Private Information ('Privacy Violation')
359 35 52 Exposure of Private Personal Information to an Unauthorized Actor
360 0 52 Trust of System Event Data
362 0 12 Race Condition
362 13 52 Concurrent Execution using Shared Resource with Improper Synchronization ('Race Condition')
363 0 52 Race Condition Enabling Link Following
364 0 52 Signal Handler Race Condition
365 0 41 Race Condition in Switch
365 42 52 DEPRECATED: Race Condition in Switch
366 0 52 Race Condition within a Thread
367 0 0 Time-of-check Time-of-use Race Condition
367 1 52 Time-of-check Time-of-use (TOCTOU) Race Condition
368 0 52 Context Switching Race Condition
369 0 52 Divide By Zero
370 0 4 Race Condition in Checking for Certificate Revocation
370 5 52 Missing Check for Certificate Revocation after Initial Check
372 0 52 Incomplete Internal State Distinction
373 0 12 State Synchronization Error
373 13 52 DEPRECATED: State Synchronization Error
374 0 10 Mutable Objects Passed by Reference
374 11 52 Passing Mutable Objects to an Untrusted Method
375 0 11 Passing Mutable Objects to an Untrusted Method
375 12 52 Returning a Mutable Object to an Untrusted Caller
377 0 52 Insecure Temporary File
378 0 52 Creation of Temporary File With Insecure Permissions
379 0 4 Creation of Temporary File in Directory with Insecure Permissions
379 5 34 Creation of Temporary File in Directory with Incorrect Permissions
379 35 52 Creation of Temporary File in Directory with Insecure Permissions
382 0 52 J2EE Bad Practices: Use of System.exit()
383 0 52 J2EE Bad Practices: Direct Use of Threads
384 27 27 Session Fixation
384 29 52 Session Fixation
385 0 52 Covert Timing Channel
386 0 52 Symbolic Name not Mapping to Correct Object
390 0 52 Detection of Error Condition Without Action
391 0 52 Unchecked Error Condition
392 0 12 Failure to Report Error in Status Code
392 13 52 Missing Report of Error Condition
393 0 52 Return of Wrong Status Code
394 0 52 Unexpected Status Code or Return Value
395 0 52 Use of NullPointerException Catch to Detect NULL Pointer Dereference
396 0 52 Declaration of Catch for Generic Exception
397 0 52 Declaration of Throws for Generic Exception
398 0 27 Indicator of Poor Code Quality
400 0 0 Resource Exhaustion
400 1 4 Uncontrolled Resource Consumption (aka 'Resource Exhaustion')
400 5 30 Uncontrolled Resource Consumption ('Resource Exhaustion')
400 31 52 Uncontrolled Resource Consumption
401 0 4 Failure to Release Memory Before Removing Last Reference (aka 'Memory Leak')
401 5 12 Failure to Release Memory Before Removing Last Reference ('Memory Leak')
401 13 30 Improper Release of Memory Before Removing Last Reference ('Memory Leak')
401 31 31 Improper Release of Memory Before Removing Last Reference
401 32 52 Missing Release of Memory after Effective Lifetime
402 0 4 Transmission of Private Resources into a New Sphere (aka 'Resource Leak')
402 5 52 Transmission of Private Resources into a New Sphere ('Resource Leak')
403 0 13 UNIX File Descriptor Leak
403 14 19 Exposure of File Descriptor to Unintended Control Sphere
403 20 52 Exposure of File Descriptor to Unintended Control Sphere ('File Descriptor Leak')
404 0 52 Improper Resource Shutdown or Release
405 0 52 Asymmetric Resource Consumption (Amplification)
406 0 0 Network Amplification
406 1 52 Insufficient Control of Network Message Volume (Network Amplification)
407 0 31 Algorithmic Complexity
407 32 52 Inefficient Algorithmic Complexity
408 0 52 Incorrect Behavior Order: Early Amplification
409 0 4 Failure to Handle Highly Compressed Data (Data Amplification)
409 5 52 Improper Handling of Highly Compressed Data (Data Amplification)
410 0 52 Insufficient Resource Pool
412 0 5 Unrestricted Lock on Critical Resource
412 6 52 Unrestricted Externally Accessible Lock
413 0 11 Insufficient Resource Locking
413 12 52 Improper Resource Locking
414 0 52 Missing Lock Check
415 0 52 Double Free
416 0 52 Use After Free
419 0 52 Unprotected Primary Channel
420 0 52 Unprotected Alternate Channel
421 0 52 Race Condition During Access to Alternate Channel
422 0 52 Unprotected Windows Messaging Channel ('Shatter')
423 0 1 Proxied Trusted Channel
423 2 39 DEPRECATED (Duplicate): Proxied Trusted Channel
423 40 52 DEPRECATED: Proxied Trusted Channel
424 0 12 Failure to Protect Alternate Path
424 13 52 Improper Protection of Alternate Path
425 0 52 Direct Request ('Forced Browsing')
426 27 27 Untrusted Search Path
426 29 52 Untrusted Search Path
427 0 52 Uncontrolled Search Path Element
428 0 52 Unquoted Search Path or Element
430 0 52 Deployment of Wrong Handler
431 0 52 Missing Handler
432 0 12 Dangerous Handler not Disabled During Sensitive Operations
432 13 52 Dangerous Signal Handler not Disabled During Sensitive Operations
433 0 52 Unparsed Raw Web Content Delivery
434 9 52 Unrestricted Upload of File with Dangerous Type
435 0 27 Interaction Error
435 28 29 Improper Interaction Between Multiple Entities
435 30 52 Improper Interaction Between Multiple Correctly-Behaving Entities
436 0 52 Interpretation Conflict
437 0 52 Incomplete Model of Endpoint Features
439 0 52 Behavioral Change in New Version or Environment
440 0 52 Expected Behavior Violation
441 0 19 Unintended Proxy/Intermediary
441 20 52 Unintended Proxy or Intermediary ('Confused Deputy')
443 0 39 DEPRECATED (Duplicate): HTTP response splitting
443 40 52 DEPRECATED: HTTP response splitting
444 0 4 Inconsistent Interpretation of HTTP Requests (aka 'HTTP Request Smuggling')
444 5 42 Inconsistent Interpretation of HTTP Requests ('HTTP Request Smuggling')
444 43 52 Inconsistent Interpretation of HTTP Requests ('HTTP Request/Response Smuggling')
446 0 52 UI Discrepancy for Security Feature
447 0 52 Unimplemented or Unsupported Feature in UI
448 0 52 Obsolete Feature in UI
449 0 52 The UI Performs the Wrong Action
450 0 52 Multiple Interpretations of UI Input
451 0 21 UI Misrepresentation of Critical Information
451 22 52 User Interface (UI) Misrepresentation of Critical Information
453 0 52 Insecure Default Variable Initialization
454 0 8 External Initialization of Trusted Variables
454 9 52 External Initialization of Trusted Variables or Data Stores
455 0 52 Non-exit on Failed Initialization
456 0 19 Missing Initialization
456 20 52 Missing Initialization of a Variable
457 0 52 Use of Uninitialized Variable
458 0 52 DEPRECATED: Incorrect Initialization
459 0 52 Incomplete Cleanup
460 0 52 Improper Cleanup on Thrown Exception
462 0 52 Duplicate Key in Associative List (Alist)
463 0 52 Deletion of Data Structure Sentinel
464 0 52 Addition of Data Structure Sentinel
466 0 52 Return of Pointer Value Outside of Expected Range
467 0 52 Use of sizeof() on a Pointer Type
468 0 52 Incorrect Pointer Scaling
469 0 52 Use of Pointer Subtraction to Determine Size
470 0 4 Use of Externally-Controlled Input to Select Classes or Code (aka 'Unsafe Reflection')
470 5 52 Use of Externally-Controlled Input to Select Classes or Code ('Unsafe Reflection')
471 0 52 Modification of Assumed-Immutable Data (MAID)
472 0 52 External Control of Assumed-Immutable Web Parameter
473 0 52 PHP External Variable Modification
474 0 52 Use of Function with Inconsistent Implementations
475 0 52 Undefined Behavior for Input to API
476 0 52 NULL Pointer Dereference
477 0 27 Use of Obsolete Functions
477 28 52 Use of Obsolete Function
478 0 4 Failure to Use Default Case in Switch
478 5 43 Missing Default Case in Switch Statement
478 44 52 Missing Default Case in Multiple Condition Expression
479 0 12 Unsafe Function Call from a Signal Handler
479 13 52 Signal Handler Use of a Non-reentrant Function
480 0 52 Use of Incorrect Operator
481 0 52 Assigning instead of Comparing
482 0 52 Comparing instead of Assigning
483 0 52 Incorrect Block Delimitation
484 0 1 Omitted Break Statement
484 2 52 Omitted Break Statement in Switch
485 0 27 Insufficient Encapsulation
486 0 52 Comparison of Classes by Name
487 0 52 Reliance on Package-level Scope
488 0 13 Data Leak Between Sessions
488 14 52 Exposure of Data Element to Wrong Session
489 0 34 Leftover Debug Code
489 35 52 Active Debug Code
491 0 4 Public cloneable() Method Without Final (aka 'Object Hijack')
491 5 52 Public cloneable() Method Without Final ('Object Hijack')
492 0 52 Use of Inner Class Containing Sensitive Data
493 0 52 Critical Public Variable Without Final Modifier
494 0 2 Download of Untrusted Mobile Code Without Integrity Check
494 3 52 Download of Code Without Integrity Check
495 0 30 Private Array-Typed Field Returned From A Public Method
495 31 52 Private Data Structure Returned From A Public Method
496 0 52 Public Data Assigned to Private Array-Typed Field
497 0 7 Information Leak of System Data
497 8 34 Exposure of System Data to an Unauthorized Control Sphere
497 35 52 Exposure of Sensitive System Information to an Unauthorized Control Sphere
498 0 13 Information Leak through Class Cloning
498 14 52 Cloneable Class Containing Sensitive Information
499 0 52 Serializable Class Containing Sensitive Data
500 0 1 Static Field Not Marked Final
500 2 52 Public Static Field Not Marked Final
501 0 52 Trust Boundary Violation
502 0 52 Deserialization of Untrusted Data
506 0 52 Embedded Malicious Code
507 0 52 Trojan Horse
508 0 52 Non-Replicating Malicious Code
509 0 52 Replicating Malicious Code (Virus or Worm)
510 0 52 Trapdoor
511 0 52 Logic/Time Bomb
512 0 52 Spyware
514 0 52 Covert Channel
515 0 52 Covert Storage Channel
516 0 39 DEPRECATED (Duplicate): Covert Timing Channel
516 40 52 DEPRECATED: Covert Timing Channel
520 0 52 .NET Misconfiguration: Use of Impersonation
521 0 52 Weak Password Requirements
522 0 52 Insufficiently Protected Credentials
523 0 52 Unprotected Transport of Credentials
524 0 13 Information Leak Through Caching
524 14 34 Information Exposure Through Caching
524 35 52 Use of Cache Containing Sensitive Information
525 0 13 Information Leak Through Browser Caching
525 14 34 Information Exposure Through Browser Caching
525 35 52 Use of Web Browser Cache Containing Sensitive Information
526 0 13 Information Leak Through Environmental Variables
526 14 34 Information Exposure Through Environmental Variables
526 35 44 Exposure of Sensitive Information Through Environmental Variables
526 45 52 Cleartext Storage of Sensitive Information in an Environment Variable
527 0 7 Information Leak Through CVS Repository
527 8 34 Exposure of CVS Repository to an Unauthorized Control Sphere
527 35 52 Exposure of Version-Control Repository to an Unauthorized Control Sphere
528 0 7 Information Leak Through Core Dump Files
528 8 52 Exposure of Core Dump File to an Unauthorized Control Sphere
529 0 7 Information Leak Through Access Control List Files
529 8 52 Exposure of Access Control List Files to an Unauthorized Control Sphere
530 0 7 Information Leak Through Backup (.~bk) Files
530 8 52 Exposure of Backup File to an Unauthorized Control Sphere
531 0 13 Information Leak Through Test Code
531 14 34 Information Exposure Through Test Code
531 35 52 Inclusion of Sensitive Information in Test Code
532 0 13 Information Leak Through Log Files
532 14 31 Information Exposure Through Log Files
532 32 34 Inclusion of Sensitive Information in Log Files
532 35 52 Insertion of Sensitive Information into Log File
533 0 13 Information Leak Through Server Log Files
533 14 29 Information Exposure Through Server Log Files
533 30 52 DEPRECATED: Information Exposure Through Server Log Files
534 0 13 Information Leak Through Debug Log Files
534 14 29 Information Exposure Through Debug Log Files
534 30 52 DEPRECATED: Information Exposure Through Debug Log Files
535 0 13 Information Leak Through Shell Error Message
535 14 34 Information Exposure Through Shell Error Message
535 35 52 Exposure of Information Through Shell Error Message
536 0 13 Information Leak Through Servlet Runtime Error Message
536 14 34 Information Exposure Through Servlet Runtime Error Message
536 35 52 Servlet Runtime Error Message Containing Sensitive Information
537 0 13 Information Leak Through Java Runtime Error Message
537 14 34 Information Exposure Through Java Runtime Error Message
537 35 52 Java Runtime Error Message Containing Sensitive Information
538 0 7 File and Directory Information Leaks
538 8 34 File and Directory Information Exposure
538 35 52 Insertion of Sensitive Information into Externally-Accessible File or Directory
539 0 13 Information Leak Through Persistent Cookies
539 14 34 Information Exposure Through Persistent Cookies
539 35 52 Use of Persistent Cookies Containing Sensitive Information
540 0 13 Information Leak Through Source Code
540 14 34 Information Exposure Through Source Code
540 35 52 Inclusion of Sensitive Information in Source Code
541 0 13 Information Leak Through Include Source Code
541 14 34 Information Exposure Through Include Source Code
541 35 52 Inclusion of Sensitive Information in an Include File
542 0 13 Information Leak Through Cleanup Log Files
542 14 29 Information Exposure Through Cleanup Log Files
542 30 52 DEPRECATED: Information Exposure Through Cleanup Log Files
543 0 11 Use of Singleton Pattern in a Non-thread-safe Manner
543 12 52 Use of Singleton Pattern Without Synchronization in a Multithreaded Context
544 0 3 Missing Error Handling Mechanism
544 4 12 Failure to Use a Standardized Error Handling Mechanism
544 13 52 Missing Standardized Error Handling Mechanism
545 0 26 Use of Dynamic Class Loading
545 27 52 DEPRECATED: Use of Dynamic Class Loading
546 0 52 Suspicious Comment
547 0 52 Use of Hard-coded, Security-relevant Constants
548 0 13 Information Leak Through Directory Listing
548 14 34 Information Exposure Through Directory Listing
548 35 52 Exposure of Information Through Directory Listing
549 0 52 Missing Password Field Masking
550 0 13 Information Leak Through Server Error Message
550 14 34 Information Exposure Through Server Error Message
550 35 52 Server-generated Error Message Containing Sensitive Information
551 0 52 Incorrect Behavior Order: Authorization Before Parsing and Canonicalization
552 0 52 Files or Directories Accessible to External Parties
553 0 52 Command Shell in Externally Accessible Directory
554 0 52 ASP.NET Misconfiguration: Not Using Input Validation Framework
555 0 52 J2EE Misconfiguration: Plaintext Password in Configuration File
556 0 52 ASP.NET Misconfiguration: Use of Identity Impersonation
558 0 52 Use of getlogin() in Multithreaded Application
560 0 52 Use of umask() with chmod-style Argument
561 0 52 Dead Code
562 0 52 Return of Stack Variable Address
563 0 22 Unused Variable
563 23 27 Assignment to Variable without Use ('Unused Variable')
563 28 52 Assignment to Variable without Use
564 0 52 SQL Injection: Hibernate
565 0 5 Use of Cookies in Security Decision
565 6 52 Reliance on Cookies without Validation and Integrity Checking
566 0 13 Access Control Bypass Through User-Controlled SQL Primary Key
566 14 52 Authorization Bypass Through User-Controlled SQL Primary Key
567 0 12 Unsynchronized Access to Shared Data
567 13 52 Unsynchronized Access to Shared Data in a Multithreaded Context
568 0 52 finalize() Method Without super.finalize()
570 0 52 Expression is Always False
571 0 52 Expression is Always True
572 0 52 Call to Thread run() instead of start()
573 0 13 Failure to Follow Specification
573 14 52 Improper Following of Specification by Caller
574 0 52 EJB Bad Practices: Use of Synchronization Primitives
575 0 52 EJB Bad Practices: Use of AWT Swing
576 0 52 EJB Bad Practices: Use of Java I/O
577 0 52 EJB Bad Practices: Use of Sockets
578 0 52 EJB Bad Practices: Use of Class Loader
579 0 52 J2EE Bad Practices: Non-serializable Object Stored in Session
580 0 52 clone() Method Without super.clone()
581 0 52 Object Model Violation: Just One of Equals and Hashcode Defined
582 0 52 Array Declared Public, Final, and Static
583 0 52 finalize() Method Declared Public
584 0 52 Return Inside Finally Block
585 0 52 Empty Synchronized Block
586 0 52 Explicit Call to Finalize()
587 0 52 Assignment of a Fixed Address to a Pointer
588 0 52 Attempt to Access Child of a Non-structure Pointer
589 0 52 Call to Non-ubiquitous API
590 0 4 Free of Invalid Pointer Not on the Heap
590 5 6 Free of  Memory not on the Heap
590 7 52 Free of Memory not on the Heap
591 0 52 Sensitive Data Storage in Improperly Locked Memory
592 0 26 Authentication Bypass Issues
592 27 52 DEPRECATED: Authentication Bypass Issues
593 0 52 Authentication Bypass: OpenSSL CTX Object Modified after SSL Objects are Created
594 0 52 J2EE Framework: Saving Unserializable Objects to Disk
595 0 4 Incorrect Syntactic Object Comparison
595 5 52 Comparison of Object References Instead of Object Contents
596 0 29 Incorrect Semantic Object Comparison
596 30 52 DEPRECATED: Incorrect Semantic Object Comparison
597 0 52 Use of Wrong Operator in String Comparison
598 0 13 Information Leak Through Query Strings in GET Request
598 14 34 Information Exposure Through Query Strings in GET Request
598 35 52 Use of GET Request Method With Sensitive Query Strings
599 0 19 Trust of OpenSSL Certificate Without Validation
599 20 52 Missing Validation of OpenSSL Certificate
600 0 3 Failure to Catch All Exceptions (Missing Catch Block)
600 4 12 Failure to Catch All Exceptions in Servlet
600 13 52 Uncaught Exception in Servlet
601 0 4 URL Redirection to Untrusted Site (aka 'Open Redirect')
601 5 52 URL Redirection to Untrusted Site ('Open Redirect')
602 0 2 Design Principle Violation: Client-Side Enforcement of Server-Side Security
602 3 52 Client-Side Enforcement of Server-Side Security
603 0 52 Use of Client-Side Authentication
605 0 52 Multiple Binds to the Same Port
606 0 52 Unchecked Input for Loop Condition
607 0 52 Public Static Final Field References Mutable Object
608 0 52 Struts: Non-private Field in ActionForm Class
609 0 52 Double-Checked Locking
610 0 52 Externally Controlled Reference to a Resource in Another Sphere
611 0 13 Information Leak Through XML External Entity File Disclosure
611 14 19 Information Exposure Through XML External Entity Reference
611 20 31 Improper Restriction of XML External Entity Reference ('XXE')
611 32 52 Improper Restriction of XML External Entity Reference
612 0 13 Information Leak Through Indexing of Private Data
612 14 34 Information Exposure Through Indexing of Private Data
612 35 52 Improper Authorization of Index Containing Sensitive Information
613 0 52 Insufficient Session Expiration
614 0 3 Sensitive Cookie in HTTPS Session Without "Secure" Attribute
614 4 52 Sensitive Cookie in HTTPS Session Without 'Secure' Attribute
615 0 13 Information Leak Through Comments
615 14 34 Information Exposure Through Comments
615 35 52 Inclusion of Sensitive Information in Source Code Comments
616 0 52 Incomplete Identification of Uploaded File Variables (PHP)
617 0 52 Reachable Assertion
618 0 52 Exposed Unsafe ActiveX Method
619 0 4 Dangling Database Cursor (aka 'Cursor Injection')
619 5 52 Dangling Database Cursor ('Cursor Injection')
620 0 52 Unverified Password Change
621 0 52 Variable Extraction Error
622 0 18 Unvalidated Function Hook Arguments
622 19 52 Improper Validation of Function Hook Arguments
623 0 52 Unsafe ActiveX Control Marked Safe For Scripting
624 0 52 Executable Regular Expression Error
625 0 52 Permissive Regular Expression
626 0 52 Null Byte Interaction Error (Poison Null Byte)
627 0 52 Dynamic Variable Evaluation
628 0 52 Function Call with Incorrectly Specified Arguments
636 0 2 Design Principle Violation: Not Failing Securely (aka 'Failing Open')
636 3 4 Not Failing Securely (aka 'Failing Open')
636 5 52 Not Failing Securely ('Failing Open')
637 0 2 Design Principle Violation: Not Using Economy of Mechanism
637 3 12 Failure to Use Economy of Mechanism
637 13 52 Unnecessary Complexity in Protection Mechanism (Not Using 'Economy of Mechanism')
638 0 2 Design Principle Violation: Not Using Complete Mediation
638 3 12 Failure to Use Complete Mediation
638 13 52 Not Using Complete Mediation
639 0 13 Access Control Bypass Through User-Controlled Key
639 14 52 Authorization Bypass Through User-Controlled Key
640 0 52 Weak Password Recovery Mechanism for Forgotten Password
641 0 10 Insufficient Filtering of File and Other Resource Names for Executable Content
641 11 52 Improper Restriction of Names for Files and Other Resources
642 0 2 External Control of User State Data
642 3 52 External Control of Critical State Data
643 0 0 Unsafe Treatment of XPath Input
643 1 4 Failure to Sanitize Data within XPath Expressions (aka 'XPath injection')
643 5 9 Failure to Sanitize Data within XPath Expressions ('XPath injection')
643 10 10 Improper Neutralization of Data within XPath Expressions ('XPath injection')
643 11 52 Improper Neutralization of Data within XPath Expressions ('XPath Injection')
644 0 0 Insufficient Filtering of HTTP Headers for Scripting Syntax
644 1 4 Insufficient Sanitization of HTTP Headers for Scripting Syntax
644 5 9 Improper Sanitization of HTTP Headers for Scripting Syntax
644 10 52 Improper Neutralization of HTTP Headers for Scripting Syntax
645 0 52 Overly Restrictive Account Lockout Mechanism
646 0 0 Taking Actions based on File Name or Extension of a User Supplied File
646 1 52 Reliance on File Name or Extension of Externally-Supplied File
647 0 0 Using Non-Canonical Paths for Authorization Decisions
647 1 52 Use of Non-Canonical URL Paths for Authorization Decisions
648 0 4 Improper Use of Privileged APIs
648 5 52 Incorrect Use of Privileged APIs
649 0 52 Reliance on Obfuscation or Encryption of Security-Relevant Inputs without Integrity Checking
650 0 52 Trusting HTTP Permission Methods on the Server Side
651 0 11 Information Leak through WSDL File
651 12 13 Information Exposure through WSDL File
651 14 34 Information Exposure Through WSDL File
651 35 52 Exposure of WSDL File Containing Sensitive Information
652 0 0 Unsafe Treatment of XQuery Input
652 1 4 Failure to Sanitize Data within XQuery Expressions (aka 'XQuery Injection')
652 5 9 Failure to Sanitize Data within XQuery Expressions ('XQuery Injection')
652 10 52 Improper Neutralization of Data within XQuery Expressions ('XQuery Injection')
653 0 2 Design Principle Violation: Insufficient Compartmentalization
653 3 40 Insufficient Compartmentalization
653 41 52 Improper Isolation or Compartmentalization
654 0 2 Design Principle Violation: Reliance on a Single Factor in a Security Decision
654 3 52 Reliance on a Single Factor in a Security Decision
655 0 2 Design Principle Violation: Failure to Satisfy Psychological Acceptability
655 3 4 Failure to Satisfy Psychological Acceptability
655 5 52 Insufficient Psychological Acceptability
656 0 2 Design Principle Violation: Reliance on Security through Obscurity
656 3 13 Reliance on Security through Obscurity
656 14 52 Reliance on Security Through Obscurity
657 0 52 Violation of Secure Design Principles
662 0 11 Insufficient Synchronization
662 12 52 Improper Synchronization
663 0 11 Use of a Non-reentrant Function in an Unsynchronized Context
663 12 12 Use of a Non-reentrant Function in a Multithreaded Context
663 13 52 Use of a Non-reentrant Function in a Concurrent Context
664 0 4 Insufficient Control of a Resource Through its Lifetime
664 5 52 Improper Control of a Resource Through its Lifetime
665 0 2 Incorrect or Incomplete Initialization
665 3 52 Improper Initialization
666 0 52 Operation on Resource in Wrong Phase of Lifetime
667 0 12 Insufficient Locking
667 13 52 Improper Locking
668 0 52 Exposure of Resource to Wrong Sphere
669 0 52 Incorrect Resource Transfer Between Spheres
670 0 52 Always-Incorrect Control Flow Implementation
671 0 2 Design Principle Violation: Lack of Administrator Control over Security
671 3 52 Lack of Administrator Control over Security
672 0 8 Use of a Resource after Expiration or Release
672 9 52 Operation on a Resource after Expiration or Release
673 0 52 External Influence of Sphere Definition
674 0 52 Uncontrolled Recursion
675 0 40 Duplicate Operations on Resource
675 41 52 Multiple Operations on Resource in Single-Operation Context
676 0 52 Use of Potentially Dangerous Function
680 27 27 Integer Overflow to Buffer Overflow
680 29 52 Integer Overflow to Buffer Overflow
681 0 52 Incorrect Conversion between Numeric Types
682 0 52 Incorrect Calculation
683 0 52 Function Call With Incorrect Order of Arguments
684 0 13 Failure to Provide Specified Functionality
684 14 52 Incorrect Provision of Specified Functionality
685 0 52 Function Call With Incorrect Number of Arguments
686 0 52 Function Call With Incorrect Argument Type
687 0 52 Function Call With Incorrectly Specified Argument Value
688 0 52 Function Call With Incorrect Variable or Reference as Argument
689 27 27 Permission Race Condition During Resource Copy
689 29 52 Permission Race Condition During Resource Copy
690 27 27 Unchecked Return Value to NULL Pointer Dereference
690 29 52 Unchecked Return Value to NULL Pointer Dereference
691 0 52 Insufficient Control Flow Management
692 27 27 Incomplete Blacklist to Cross-Site Scripting
692 29 35 Incomplete Blacklist to Cross-Site Scripting
692 36 52 Incomplete Denylist to Cross-Site Scripting
693 0 52 Protection Mechanism Failure
694 0 52 Use of Multiple Resources with Duplicate Identifier
695 0 52 Use of Low-Level Functionality
696 0 52 Incorrect Behavior Order
697 0 29 Insufficient Comparison
697 30 52 Incorrect Comparison
698 0 19 Redirect Without Exit
698 20 52 Execution After Redirect (EAR)
703 0 12 Failure to Handle Exceptional Conditions
703 13 52 Improper Check or Handling of Exceptional Conditions
704 0 52 Incorrect Type Conversion or Cast
705 0 52 Incorrect Control Flow Scoping
706 0 52 Use of Incorrectly-Resolved Name or Reference
707 0 4 Failure to Enforce that Messages or Data are Well-Formed
707 5 34 Improper Enforcement of Message or Data Structure
707 35 52 Improper Neutralization
708 0 52 Incorrect Ownership Assignment
710 0 27 Coding Standards Violation
710 28 52 Improper Adherence to Coding Standards
732 0 2 Insecure Permission Assignment for Resource
732 3 4 Insecure Permission Assignment for Critical Resource
732 5 52 Incorrect Permission Assignment for Critical Resource
733 1 52 Compiler Optimization Removal or Modification of Security-critical Code
749 2 2 Exposed Insecure Method or Function
749 3 52 Exposed Dangerous Method or Function
754 4 8 Improper Check for Exceptional Conditions
754 9 52 Improper Check for Unusual or Exceptional Conditions
755 4 52 Improper Handling of Exceptional Conditions
756 4 52 Missing Custom Error Page
757 4 52 Selection of Less-Secure Algorithm During Negotiation ('Algorithm Downgrade')
758 4 52 Reliance on Undefined, Unspecified, or Implementation-Defined Behavior
759 4 52 Use of a One-Way Hash without a Salt
760 4 52 Use of a One-Way Hash with a Predictable Salt
761 5 52 Free of Pointer not at Start of Buffer
762 5 52 Mismatched Memory Management Routines
763 5 52 Release of Invalid Pointer or Reference
764 5 52 Multiple Locks of a Critical Resource
765 5 52 Multiple Unlocks of a Critical Resource
766 5 30 Critical Variable Declared Public
766 31 52 Critical Data Element Declared Public
767 5 52 Access to Critical Private Variable via Public Method
768 5 52 Incorrect Short Circuit Evaluation
769 28 30 Uncontrolled File Descriptor Consumption
769 31 52 DEPRECATED: Uncontrolled File Descriptor Consumption
770 5 52 Allocation of Resources Without Limits or Throttling
771 5 52 Missing Reference to Active Allocated Resource
772 5 52 Missing Release of Resource after Effective Lifetime
773 5 52 Missing Reference to Active File Descriptor or Handle
774 5 52 Allocation of File Descriptors or Handles Without Limits or Throttling
775 5 52 Missing Release of File Descriptor or Handle after Effective Lifetime
776 6 19 Unrestricted Recursive Entity References in DTDs ('XML Bomb')
776 20 52 Improper Restriction of Recursive Entity References in DTDs ('XML Entity Expansion')
777 6 52 Regular Expression without Anchors
778 6 52 Insufficient Logging
779 6 52 Logging of Excessive Data
780 6 52 Use of RSA Algorithm without OAEP
781 6 52 Improper Address Validation in IOCTL with METHOD_NEITHER I/O Control Code
782 6 52 Exposed IOCTL with Insufficient Access Control
783 6 52 Operator Precedence Logic Error
784 6 52 Reliance on Cookies without Validation and Integrity Checking in a Security Decision
785 6 52 Use of Path Manipulation Function without Maximum-sized Buffer
786 7 52 Access of Memory Location Before Start of Buffer
787 7 52 Out-of-bounds Write
788 7 52 Access of Memory Location After End of Buffer
789 7 37 Uncontrolled Memory Allocation
789 38 52 Memory Allocation with Excessive Size Value
790 8 52 Improper Filtering of Special Elements
791 8 52 Incomplete Filtering of Special Elements
792 8 52 Incomplete Filtering of One or More Instances of Special Elements
793 8 52 Only Filtering One Instance of a Special Element
794 8 52 Incomplete Filtering of Multiple Instances of Special Elements
795 8 52 Only Filtering Special Elements at a Specified Location
796 8 52 Only Filtering Special Elements Relative to a Marker
797 8 52 Only Filtering Special Elements at an Absolute Position
798 9 52 Use of Hard-coded Credentials
799 9 52 Improper Control of Interaction Frequency
804 9 52 Guessable CAPTCHA
805 9 52 Buffer Access with Incorrect Length Value
806 9 52 Buffer Access Using Size of Source Buffer
807 9 52 Reliance on Untrusted Inputs in a Security Decision
820 12 52 Missing Synchronization
821 12 52 Incorrect Synchronization
822 12 52 Untrusted Pointer Dereference
823 12 52 Use of Out-of-range Pointer Offset
824 12 52 Access of Uninitialized Pointer
825 12 52 Expired Pointer Dereference
826 12 52 Premature Release of Resource During Expected Lifetime
827 13 52 Improper Control of Document Type Definition
828 13 52 Signal Handler with Functionality that is not Asynchronous-Safe
829 13 52 Inclusion of Functionality from Untrusted Control Sphere
830 13 52 Inclusion of Web Functionality from an Untrusted Source
831 13 52 Signal Handler Function Associated with Multiple Signals
832 13 52 Unlock of a Resource that is not Locked
833 13 52 Deadlock
834 14 52 Excessive Iteration
835 14 52 Loop with Unreachable Exit Condition ('Infinite Loop')
836 14 52 Use of Password Hash Instead of Password for Authentication
837 14 52 Improper Enforcement of a Single, Unique Action
838 14 52 Inappropriate Encoding for Output Context
839 14 52 Numeric Range Comparison Without Minimum Check
841 14 52 Improper Enforcement of Behavioral Workflow
842 14 52 Placement of User into Incorrect Group
843 15 52 Access of Resource Using Incompatible Type ('Type Confusion')
862 15 52 Missing Authorization
863 15 52 Incorrect Authorization
908 20 52 Use of Uninitialized Resource
909 20 52 Missing Initialization of Resource
910 20 52 Use of Expired File Descriptor
911 20 52 Improper Update of Reference Count
912 20 52 Hidden Functionality
913 20 52 Improper Control of Dynamically-Managed Code Resources
914 20 52 Improper Control of Dynamically-Identified Variables
915 20 52 Improperly Controlled Modification of Dynamically-Determined Object Attributes
916 20 52 Use of Password Hash With Insufficient Computational Effort
917 20 52 Improper Neutralization of Special Elements used in an Expression Language Statement ('Expression Language Injection')
918 20 52 Server-Side Request Forgery (SSRF)
920 21 52 Improper Restriction of Power Consumption
921 21 52 Storage of Sensitive Data in a Mechanism without Access Control
922 21 52 Insecure Storage of Sensitive Information
923 21 21 Improper Authentication of Endpoint in a Communication Channel
923 22 52 Improper Restriction of Communication Channel to Intended Endpoints
924 21 52 Improper Enforcement of Message Integrity During Transmission in a Communication Channel
925 21 52 Improper Verification of Intent by Broadcast Receiver
926 21 21 Improper Restriction of Content Provider Export to Other Applications
926 22 52 Improper Export of Android Application Components
927 21 52 Use of Implicit Intent for Sensitive Communication
939 22 52 Improper Authorization in Handler for Custom URL Scheme
940 22 52 Improper Verification of Source of a Communication Channel
941 22 52 Incorrectly Specified Destination in a Communication Channel
942 23 35 Overly Permissive Cross-domain Whitelist
942 36 52 Permissive Cross-domain Policy with Untrusted Domains
943 23 52 Improper Neutralization of Special Elements in Data Query Logic
1004 26 52 Sensitive Cookie Without 'HttpOnly' Flag
1007 28 52 Insufficient Visual Distinction of Homoglyphs Presented to User
1021 28 52 Improper Restriction of Rendered UI Layers or Frames
1022 28 29 Improper Restriction of Cross-Origin Permission to window.opener.location
1022 30 52 Use of Web Link to Untrusted Target with window.opener Access
1023 30 52 Incomplete Comparison with Missing Factors
1024 30 52 Comparison of Incompatible Types
1025 30 52 Comparison Using Wrong Factors
1037 30 52 Processor Optimization Removal or Modification of Security-critical Code
1038 30 52 Insecure Automated Optimizations
1039 30 51 Automated Recognition Mechanism with Inadequate Detection or Handling of Adversarial Input Perturbations
1039 52 52 Inadequate Detection or Handling of Adversarial Input Perturbations in Automated Recognition Mechanism
1041 31 52 Use of Redundant Code
1042 31 52 Static Member Data Element outside of a Singleton Class Element
1043 31 52 Data Element Aggregating an Excessively Large Number of Non-Primitive Elements
1044 31 52 Architecture with Number of Horizontal Layers Outside of Expected Range
1045 31 52 Parent Class with a Virtual Destructor and a Child Class without a Virtual Destructor
1046 31 52 Creation of Immutable Text Using String Concatenation
1047 31 52 Modules with Circular Dependencies
1048 31 52 Invokable Control Element with Large Number of Outward Calls
1049 31 52 Excessive Data Query Operations in a Large Data Table
1050 31 52 Excessive Platform Resource Consumption within a Loop
1051 31 52 Initialization with Hard-Coded Network Resource Configuration Data
1052 31 52 Excessive Use of Hard-Coded Literals in Initialization
1053 31 52 Missing Documentation for Design
1054 31 52 Invocation of a Control Element at an Unnecessarily Deep Horizontal Layer
1055 31 52 Multiple Inheritance from Concrete Classes
1056 31 52 Invokable Control Element with Variadic Parameters
1057 31 52 Data Access Operations Outside of Expected Data Manager Component
1058 31 52 Invokable Control Element in Multi-Thread Context with non-Final Static Storable or Member Element
1059 31 41 Incomplete Documentation
1059 42 52 Insufficient Technical Documentation
1060 31 52 Excessive Number of Inefficient Server-Side Data Accesses
1061 31 52 Insufficient Encapsulation
1062 31 52 Parent Class with References to Child Class
1063 31 52 Creation of Class Instance within a Static Code Block
1064 31 52 Invokable Control Element with Signature Containing an Excessive Number of Parameters
1065 31 52 Runtime Resource Management Control Element in a Component Built to Run on Application Servers
1066 31 52 Missing Serialization Control Element
1067 31 52 Excessive Execution of Sequential Searches of Data Resource
1068 31 52 Inconsistency Between Implementation and Documented Design
1069 31 52 Empty Exception Block
1070 31 52 Serializable Data Element Containing non-Serializable Item Elements
1071 31 52 Empty Code Block
1072 31 52 Data Resource Access without Use of Connection Pooling
1073 31 52 Non-SQL Invokable Control Element with Excessive Number of Data Resource Accesses
1074 31 52 Class with Excessively Deep Inheritance
1075 31 52 Unconditional Control Flow Transfer outside of Switch Block
1076 31 52 Insufficient Adherence to Expected Conventions
1077 31 52 Floating Point Comparison with Incorrect Operator
1078 31 52 Inappropriate Source Code Style or Formatting
1079 31 52 Parent Class without Virtual Destructor Method
1080 31 52 Source Code File with Excessive Number of Lines of Code
1082 31 52 Class Instance Self Destruction Control Element
1083 31 52 Data Access from Outside Expected Data Manager Component
1084 31 52 Invokable Control Element with Excessive File or Data Access Operations
1085 31 52 Invokable Control Element with Excessive Volume of Commented-out Code
1086 31 52 Class with Excessive Number of Child Classes
1087 31 52 Class with Virtual Method without a Virtual Destructor
1088 31 52 Synchronous Access of Remote Resource without Timeout
1089 31 52 Large Data Table with Excessive Number of Indices
1090 31 52 Method Containing Access of a Member Element from Another Class
1091 31 52 Use of Object without Invoking Destructor Method
1092 31 52 Use of Same Invokable Control Element in Multiple Architectural Layers
1093 31 52 Excessively Complex Data Representation
1094 31 52 Excessive Index Range Scan for a Data Resource
1095 31 52 Loop Condition Value Update within the Loop
1096 31 52 Singleton Class Instance Creation without Proper Locking or Synchronization
1097 31 52 Persistent Storable Data Element without Associated Comparison Control Element
1098 31 52 Data Element containing Pointer Item without Proper Copy Control Element
1099 31 52 Inconsistent Naming Conventions for Identifiers
1100 31 52 Insufficient Isolation of System-Dependent Functions
1101 31 52 Reliance on Runtime Component in Generated Code
1102 31 52 Reliance on Machine-Dependent Data Representation
1103 31 52 Use of Platform-Dependent Third Party Components
1104 31 52 Use of Unmaintained Third Party Components
1105 31 52 Insufficient Encapsulation of Machine-Dependent Functionality
1106 31 52 Insufficient Use of Symbolic Constants
1107 31 52 Insufficient Isolation of Symbolic Constant Definitions
1108 31 52 Excessive Reliance on Global Variables
1109 31 52 Use of Same Variable for Multiple Purposes
1110 31 52 Incomplete Design Documentation
1111 31 52 Incomplete I/O Documentation
1112 31 52 Incomplete Documentation of Program Execution
1113 31 52 Inappropriate Comment Style
1114 31 52 Inappropriate Whitespace Style
1115 31 52 Source Code Element without Standard Prologue
1116 31 52 Inaccurate Comments
1117 31 52 Callable with Insufficient Behavioral Summary
1118 31 52 Insufficient Documentation of Error Handling Techniques
1119 31 52 Excessive Use of Unconditional Branching
1120 31 52 Excessive Code Complexity
1121 31 52 Excessive McCabe Cyclomatic Complexity
1122 31 52 Excessive Halstead Complexity
1123 31 52 Excessive Use of Self-Modifying Code
1124 31 52 Excessively Deep Nesting
1125 31 52 Excessive Attack Surface
1126 31 52 Declaration of Variable with Unnecessarily Wide Scope
1127 31 52 Compilation with Insufficient Warnings or Errors
1164 31 52 Irrelevant Code
1173 31 52 Improper Use of Validation Framework
1174 31 52 ASP.NET Misconfiguration: Improper Model Validation
1176 31 52 Inefficient CPU Computation
1177 31 52 Use of Prohibited Code
1187 32 34 Use of Uninitialized Resource
1187 35 52 DEPRECATED: Use of Uninitialized Resource
1188 32 47 Insecure Default Initialization of Resource
1188 48 52 Initialization of a Resource with an Insecure Default
1189 35 36 Improper Isolation of Shared Resources on System-on-Chip (SoC)
1189 37 52 Improper Isolation of Shared Resources on System-on-a-Chip (SoC)
1190 35 52 DMA Device Enabled Too Early in Boot Phase
1191 35 35 Exposed Chip Debug Interface With Insufficient Access Control
1191 36 36 Exposed Chip Debug and or Test Interface With Insufficient Access Control
1191 37 40 Exposed Chip Debug and Test Interface With Insufficient or Missing Authorization
1191 41 52 On-Chip Debug and Test Interface With Improper Access Control
1192 35 48 System-on-Chip (SoC) Using Components without Unique, Immutable Identifiers
1192 49 52 Improper Identifier for IP Block used in System-On-Chip (SOC)
1193 35 52 Power-On of Untrusted Execution Core Before Enabling Fabric Access Control
1204 39 52 Generation of Weak Initialization Vector (IV)
1209 35 52 Failure to Disable Reserved Bits
1220 35 52 Insufficient Granularity of Access Control
1221 35 52 Incorrect Register Defaults or Module Parameters
1222 35 52 Insufficient Granularity of Address Regions Protected by Register Locks
1223 35 52 Race Condition for Write-Once Attributes
1224 35 52 Improper Restriction of Write-Once Bit Fields
1229 35 52 Creation of Emergent Resource
1230 35 52 Exposure of Sensitive Information Through Metadata
1231 35 40 Improper Implementation of Lock Protection Registers
1231 41 52 Improper Prevention of Lock Bit Modification
1232 35 52 Improper Lock Behavior After Power State Transition
1233 35 40 Improper Hardware Lock Protection for Security Sensitive Controls
1233 41 52 Security-Sensitive Hardware Controls with Missing Lock Bit Protection
1234 35 52 Hardware Internal or Debug Modes Allow Override of Locks
1235 35 52 Incorrect Use of Autoboxing and Unboxing for Performance Critical Operations
1236 35 52 Improper Neutralization of Formula Elements in a CSV File
1239 35 52 Improper Zeroization of Hardware Register
1240 35 40 Use of a Risky Cryptographic Primitive
1240 41 52 Use of a Cryptographic Primitive with a Risky Implementation
1241 35 52 Use of Predictable Algorithm in Random Number Generator
1242 35 52 Inclusion of Undocumented Features or Chicken Bits
1243 35 36 Exposure of Security-Sensitive Fuse Values During Debug
1243 37 52 Sensitive Non-Volatile Information Not Protected During Debug
1244 35 36 Improper Authorization on Physical Debug and Test Interfaces
1244 37 40 Improper Access to Sensitive Information Using Debug and Test Interfaces
1244 41 52 Internal Asset Exposed to Unsafe Debug Access Level or State
1245 35 52 Improper Finite State Machines (FSMs) in Hardware Logic
1246 35 52 Improper Write Handling in Limited-write Non-Volatile Memories
1247 35 36 Missing Protection Against Voltage and Clock Glitches
1247 37 40 Missing or Improperly Implemented Protection Against Voltage and Clock Glitches
1247 41 52 Improper Protection Against Voltage and Clock Glitches
1248 35 52 Semiconductor Defects in Hardware Logic with Security-Sensitive Implications
1249 35 52 Application-Level Admin Tool with Inconsistent View of Underlying Operating System
1250 35 52 Improper Preservation of Consistency Between Independent Representations of Shared State
1251 35 52 Mirrored Regions with Different Values
1252 35 52 CPU Hardware Not Configured to Support Exclusivity of Write and Execute Operations
1253 36 52 Incorrect Selection of Fuse Values
1254 36 52 Incorrect Comparison Logic Granularity
1255 37 52 Comparison Logic is Vulnerable to Power Side-Channel Attacks
1256 36 40 Hardware Features Enable Physical Attacks from Software
1256 41 52 Improper Restriction of Software Interfaces to Hardware Features
1257 36 52 Improper Access Control Applied to Mirrored or Aliased Memory Regions
1258 36 36 Sensitive Information Uncleared During Hardware Debug Flows
1258 37 52 Exposure of Sensitive System Information Due to Uncleared Debug Information
1259 36 36 Improper Protection of Security Identifiers
1259 37 52 Improper Restriction of Security Token Assignment
1260 36 52 Improper Handling of Overlap Between Protected Memory Ranges
1261 36 52 Improper Handling of Single Event Upsets
1262 36 40 Register Interface Allows Software Access to Sensitive Data or Security Settings
1262 41 52 Improper Access Control for Register Interface
1263 36 36 Insufficient Physical Protection Mechanism
1263 37 52 Improper Physical Access Control
1264 36 52 Hardware Logic with Insecure De-Synchronization between Control and Data Channels
1265 36 52 Unintended Reentrant Invocation of Non-reentrant Code Via Nested Calls
1266 36 52 Improper Scrubbing of Sensitive Data from Decommissioned Device
1267 36 52 Policy Uses Obsolete Encoding
1268 36 36 Agents Included in Control Policy are not Contained in Less-Privileged Policy
1268 37 52 Policy Privileges are not Assigned Consistently Between Control and Data Agents
1269 36 52 Product Released in Non-Release Configuration
1270 36 36 Generation of Incorrect Security Identifiers
1270 37 52 Generation of Incorrect Security Tokens
1271 36 36 Missing Known Value on Reset for Registers Holding Security Settings
1271 37 38 Unitialized Value on Reset for Registers Holding Security Settings
1271 39 52 Uninitialized Value on Reset for Registers Holding Security Settings
1272 36 36 Debug/Power State Transitions Leak Information
1272 37 52 Sensitive Information Uncleared Before Debug/Power State Transition
1273 36 52 Device Unlock Credential Sharing
1274 36 40 Insufficient Protections on the Volatile Memory Containing Boot Code
1274 41 52 Improper Access Control for Volatile Memory Containing Boot Code
1275 36 52 Sensitive Cookie with Improper SameSite Attribute
1276 36 36 Hardware Block Incorrectly Connected to Larger System
1276 37 52 Hardware Child Block Incorrectly Connected to Parent System
1277 36 52 Firmware Not Updateable
1278 36 52 Missing Protection Against Hardware Reverse Engineering Using Integrated Circuit (IC) Imaging Techniques
1279 36 36 Cryptographic Primitives used without Successful Self-Test
1279 37 52 Cryptographic Operations are run Before Supporting Units are Ready
1280 36 52 Access Control Check Implemented After Asset is Accessed
1281 36 39 Sequence of Processor Instructions Leads to Unexpected Behavior (Halt and Catch Fire)
1281 40 52 Sequence of Processor Instructions Leads to Unexpected Behavior
1282 36 36 Assumed-Immutable Data Stored in Writable Memory
1282 37 52 Assumed-Immutable Data is Stored in Writable Memory
1283 36 52 Mutable Attestation or Measurement Reporting Data
1284 36 52 Improper Validation of Specified Quantity in Input
1285 36 52 Improper Validation of Specified Index, Position, or Offset in Input
1286 36 52 Improper Validation of Syntactic Correctness of Input
1287 36 52 Improper Validation of Specified Type of Input
1288 36 52 Improper Validation of Consistency within Input
1289 36 52 Improper Validation of Unsafe Equivalence in Input
1290 37 52 Incorrect Decoding of Security Identifiers
1291 37 52 Public Key Re-Use for Signing both Debug and Production Code
1292 37 52 Incorrect Conversion of Security Identifiers
1293 37 52 Missing Source Correlation of Multiple Independent Data
1294 37 52 Insecure Security Identifier Mechanism
1295 37 52 Debug Messages Revealing Unnecessary Information
1296 37 52 Incorrect Chaining or Granularity of Debug Components
1297 37 52 Unprotected Confidential Information on Device is Accessible by OSAT Vendors
1298 37 52 Hardware Logic Contains Race Conditions
1299 37 52 Missing Protection Mechanism for Alternate Hardware Interface
1300 37 40 Improper Protection Against Physical Side Channels
1300 41 52 Improper Protection of Physical Side Channels
1301 37 52 Insufficient or Incomplete Data Removal within Hardware Component
1302 37 48 Missing Security Identifier
1302 49 52 Missing Source Identifier in Entity Transactions on a System-On-Chip (SOC)
1303 37 52 Non-Transparent Sharing of Microarchitectural Resources
1304 37 52 Improperly Preserved Integrity of Hardware Configuration State During a Power Save/Restore Operation
1310 38 52 Missing Ability to Patch ROM Code
1311 38 52 Improper Translation of Security Attributes by Fabric Bridge
1312 38 52 Missing Protection for Mirrored Regions in On-Chip Fabric Firewall
1313 38 52 Hardware Allows Activation of Test or Debug Logic at Runtime
1314 38 52 Missing Write Protection for Parametric Data Values
1315 38 52 Improper Setting of Bus Controlling Capability in Fabric End-point
1316 38 52 Fabric-Address Map Allows Programming of Unwarranted Overlaps of Protected and Unprotected Ranges
1317 38 43 Missing Security Checks in Fabric Bridge
1317 44 52 Improper Access Control in Fabric Bridge
1318 38 52 Missing Support for Security Features in On-chip Fabrics or Buses
1319 38 52 Improper Protection against Electromagnetic Fault Injection (EM-FI)
1320 38 43 Improper Protection for Out of Bounds Signal Level Alerts
1320 44 52 Improper Protection for Outbound Error Messages and Alert Signals
1321 38 52 Improperly Controlled Modification of Object Prototype Attributes ('Prototype Pollution')
1322 38 52 Use of Blocking Code in Single-threaded, Non-blocking Context
1323 38 52 Improper Management of Sensitive Trace Data
1324 38 44 Sensitive Information Accessible by Physical Probing of JTAG Interface
1324 45 52 DEPRECATED: Sensitive Information Accessible by Physical Probing of JTAG Interface
1325 38 52 Improperly Controlled Sequential Memory Allocation
1326 38 52 Missing Immutable Root of Trust in Hardware
1327 38 52 Binding to an Unrestricted IP Address
1328 38 52 Security Version Number Mutable to Older Versions
1329 38 52 Reliance on Component That is Not Updateable
1330 38 52 Remanent Data Readable after Memory Erase
1331 38 40 Improper Isolation of Shared Resources in Network On Chip
1331 41 52 Improper Isolation of Shared Resources in Network On Chip (NoC)
1332 38 40 Insufficient Protection Against Instruction Skipping Via Fault Injection
1332 41 52 Improper Handling of Faults that Lead to Instruction Skips
1333 39 52 Inefficient Regular Expression Complexity
1334 38 52 Unauthorized Error Injection Can Degrade Hardware Redundancy
1335 40 52 Incorrect Bitwise Shift of Integer
1336 40 52 Improper Neutralization of Special Elements Used in a Template Engine
1338 38 52 Improper Protections Against Hardware Overheating
1339 40 52 Insufficient Precision or Accuracy of a Real Number
1341 41 52 Multiple Releases of Same Resource or Handle
1342 41 52 Information Exposure through Microarchitectural State after Transient Execution
1351 40 52 Improper Handling of Hardware Behavior in Exceptionally Cold Environments
1357 42 44 Reliance on Uncontrolled Component
1357 45 52 Reliance on Insufficiently Trustworthy Component
1384 42 42 Improper Handling of Extreme Physical Environment Conditions
1384 43 52 Improper Handling of Physical or Environmental Conditions
1385 42 52 Missing Origin Validation in WebSockets
1386 43 52 Insecure Operation on Windows Junction / Mount Point
1389 44 52 Incorrect Parsing of Numbers with Different Radices
1390 44 52 Weak Authentication
1391 44 52 Use of Weak Credentials
1392 44 52 Use of Default Credentials
1393 44 52 Use of Default Password
1394 44 52 Use of Default Cryptographic Key
1395 45 52 Dependency on Vulnerable Third-Party Component
1419 48 52 Incorrect Initialization of Resource
1420 49 52 Exposure of Sensitive Information during Transient Execution
1421 49 52 Exposure of Sensitive Information in Shared Microarchitectural Structures during Transient Execution
1422 49 52 Exposure of Sensitive Information caused by Incorrect Data Forwarding during Transient Execution
1423 49 52 Exposure of Sensitive Information caused by Shared Microarchitectural Predictor State that Influences Transient Execution
1426 50 52 Improper Validation of Generative AI Output
1427 51 52 Improper Neutralization of Input Used for LLM Prompting
1428 52 52 Reliance on HTTP instead of HTTPS
1429 52 52 Missing Security-Relevant Feedback for Unexecuted Operations in Hardware Interface
1431 52 52 Driving Intermediate Cryptographic State/Results to Hardware Module Outputs
`
