// SPDX-License-Identifier: Apache-2.0
/** What a simulated ONVIF device says: discovery, device service, media 1 and 2. */

export type OnvifProfileOptions = {
  readonly token: string;
  /** As the service writes it: `H264`, `H265`, `JPEG`. */
  readonly encoding: string;
  readonly width: number;
  readonly height: number;
  readonly uri: string;
};

const soap = 'http://www.w3.org/2003/05/soap-envelope';
const device = 'http://www.onvif.org/ver10/device/wsdl';
const media1 = 'http://www.onvif.org/ver10/media/wsdl';
const media2 = 'http://www.onvif.org/ver20/media/wsdl';
const schema = 'http://www.onvif.org/ver10/schema';

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

export const envelope = (body: string) =>
  `<?xml version="1.0" encoding="utf-8"?>\r\n<SOAP-ENV:Envelope xmlns:SOAP-ENV="${soap}" xmlns:tt="${schema}" xmlns:ter="http://www.onvif.org/ver10/error"><SOAP-ENV:Body>${body}</SOAP-ENV:Body></SOAP-ENV:Envelope>`;

export const fault = (code: string, words: string) =>
  envelope(
    `<SOAP-ENV:Fault><SOAP-ENV:Code><SOAP-ENV:Value>SOAP-ENV:Sender</SOAP-ENV:Value><SOAP-ENV:Subcode><SOAP-ENV:Value>ter:${code}</SOAP-ENV:Value></SOAP-ENV:Subcode></SOAP-ENV:Code><SOAP-ENV:Reason><SOAP-ENV:Text xml:lang="en">${words}</SOAP-ENV:Text></SOAP-ENV:Reason></SOAP-ENV:Fault>`,
  );

/** As foreign peers write it: blanks and line ends within the scopes. */
export function probeMatches(relatesTo: string, xaddrs: string, scopes: readonly string[]): string {
  return `<?xml version="1.0"?><s:Envelope xmlns:s="${soap}" xmlns:a="http://schemas.xmlsoap.org/ws/2004/08/addressing"><s:Header><a:RelatesTo>${escaped(relatesTo)}</a:RelatesTo></s:Header><s:Body><d:ProbeMatches xmlns:d="http://schemas.xmlsoap.org/ws/2005/04/discovery"><d:ProbeMatch><a:EndpointReference><a:Address>urn:uuid:5f5a69c2-0000-4000-8000-0000000000c1</a:Address></a:EndpointReference><d:Types>dn:NetworkVideoTransmitter</d:Types><d:Scopes>\n  ${scopes.map(escaped).join('\n  ')}\n</d:Scopes><d:XAddrs> ${escaped(xaddrs)}\n</d:XAddrs><d:MetadataVersion>1</d:MetadataVersion></d:ProbeMatch></d:ProbeMatches></s:Body></s:Envelope>`;
}

export function dateAndTime(ms: number): string {
  const at = new Date(ms);
  return envelope(
    `<tds:GetSystemDateAndTimeResponse xmlns:tds="${device}"><tds:SystemDateAndTime><tt:DateTimeType>NTP</tt:DateTimeType><tt:UTCDateTime><tt:Time><tt:Hour>${at.getUTCHours()}</tt:Hour><tt:Minute>${at.getUTCMinutes()}</tt:Minute><tt:Second>${at.getUTCSeconds()}</tt:Second></tt:Time><tt:Date><tt:Year>${at.getUTCFullYear()}</tt:Year><tt:Month>${at.getUTCMonth() + 1}</tt:Month><tt:Day>${at.getUTCDate()}</tt:Day></tt:Date></tt:UTCDateTime></tds:SystemDateAndTime></tds:GetSystemDateAndTimeResponse>`,
  );
}

const ptz = 'http://www.onvif.org/ver20/ptz/wsdl';
const events = 'http://www.onvif.org/ver10/events/wsdl';

export function services(base: string, hasMedia2: boolean): string {
  const one = (namespace: string, path: string) =>
    `<tds:Service><tds:Namespace>${namespace}</tds:Namespace><tds:XAddr>${base}${path}</tds:XAddr><tds:Version><tt:Major>2</tt:Major><tt:Minor>0</tt:Minor></tds:Version></tds:Service>`;
  return envelope(
    `<tds:GetServicesResponse xmlns:tds="${device}">${one(device, '/onvif/device_service')}${one(media1, '/onvif/media')}${one(ptz, '/onvif/ptz')}${one(events, '/onvif/events')}${hasMedia2 ? one(media2, '/onvif/media2') : ''}</tds:GetServicesResponse>`,
  );
}

export const capabilities = (base: string) =>
  envelope(
    `<tds:GetCapabilitiesResponse xmlns:tds="${device}"><tds:Capabilities><tt:Device><tt:XAddr>${base}/onvif/device_service</tt:XAddr></tt:Device><tt:Media><tt:XAddr>${base}/onvif/media</tt:XAddr></tt:Media></tds:Capabilities></tds:GetCapabilitiesResponse>`,
  );

export const information = (manufacturer: string, model: string) =>
  envelope(
    `<tds:GetDeviceInformationResponse xmlns:tds="${device}"><tds:Manufacturer>${escaped(manufacturer)}</tds:Manufacturer><tds:Model>${escaped(model)}</tds:Model><tds:FirmwareVersion>1.0</tds:FirmwareVersion><tds:SerialNumber>1</tds:SerialNumber><tds:HardwareId>1</tds:HardwareId></tds:GetDeviceInformationResponse>`,
  );

const encoder = ({ encoding, width, height }: OnvifProfileOptions) =>
  `<tt:Encoding>${encoding}</tt:Encoding><tt:Resolution><tt:Width>${width}</tt:Width><tt:Height>${height}</tt:Height></tt:Resolution>`;

export const profiles1 = (profiles: readonly OnvifProfileOptions[]) =>
  envelope(
    `<trt:GetProfilesResponse xmlns:trt="${media1}">${profiles.map((one) => `<trt:Profiles token="${escaped(one.token)}" fixed="true"><tt:Name>${escaped(one.token)}</tt:Name><tt:VideoEncoderConfiguration token="v">${encoder(one)}</tt:VideoEncoderConfiguration></trt:Profiles>`).join('')}</trt:GetProfilesResponse>`,
  );

export const profiles2 = (profiles: readonly OnvifProfileOptions[]) =>
  envelope(
    `<tr2:GetProfilesResponse xmlns:tr2="${media2}">${profiles.map((one) => `<tr2:Profiles token="${escaped(one.token)}"><tr2:Name>${escaped(one.token)}</tr2:Name><tr2:Configurations><tr2:VideoEncoder token="v">${encoder(one)}</tr2:VideoEncoder></tr2:Configurations></tr2:Profiles>`).join('')}</tr2:GetProfilesResponse>`,
  );

export const done = (operation: string) => envelope(`<tds:${operation}Response xmlns:tds="${device}"/>`);

export const media2Capabilities = (isSigning: boolean) =>
  envelope(
    `<tr2:GetServiceCapabilitiesResponse xmlns:tr2="${media2}"><tr2:Capabilities SnapshotUri="true"><tr2:MediaSigningCapabilities><tr2:MediaSigningProtocol>${isSigning}</tr2:MediaSigningProtocol></tr2:MediaSigningCapabilities></tr2:Capabilities></tr2:GetServiceCapabilitiesResponse>`,
  );

export const presets = (names: ReadonlyMap<string, string>) =>
  envelope(
    `<tptz:GetPresetsResponse xmlns:tptz="${ptz}">${[...names].map(([token, name]) => `<tptz:Preset token="${escaped(token)}"><tt:Name>${escaped(name)}</tt:Name></tptz:Preset>`).join('')}</tptz:GetPresetsResponse>`,
  );

export const pullPoint = (address: string) =>
  envelope(
    `<tev:CreatePullPointSubscriptionResponse xmlns:tev="${events}"><tev:SubscriptionReference><wsa:Address xmlns:wsa="http://www.w3.org/2005/08/addressing">${escaped(address)}</wsa:Address></tev:SubscriptionReference></tev:CreatePullPointSubscriptionResponse>`,
  );

export type SimulatedEvent = { readonly topic: string; readonly item: string; readonly isOn: boolean };

export const messages = (told: readonly SimulatedEvent[]) =>
  envelope(
    `<tev:PullMessagesResponse xmlns:tev="${events}" xmlns:wsnt="http://docs.oasis-open.org/wsn/b-2" xmlns:tns1="http://www.onvif.org/ver10/topics">${told.map(({ topic, item, isOn }) => `<wsnt:NotificationMessage><wsnt:Topic Dialect="http://www.onvif.org/ver10/tev/topicExpression/ConcreteSet">${escaped(topic)}</wsnt:Topic><wsnt:Message><tt:Message UtcTime="2026-11-29T00:00:00Z" PropertyOperation="Changed"><tt:Source><tt:SimpleItem Name="VideoSource" Value="1"/></tt:Source><tt:Data><tt:SimpleItem Name="${item}" Value="${isOn}"/></tt:Data></tt:Message></wsnt:Message></wsnt:NotificationMessage>`).join('')}</tev:PullMessagesResponse>`,
  );

export const streamUri1 = (uri: string) =>
  envelope(
    `<trt:GetStreamUriResponse xmlns:trt="${media1}"><trt:MediaUri><tt:Uri>${escaped(uri)}</tt:Uri></trt:MediaUri></trt:GetStreamUriResponse>`,
  );

export const streamUri2 = (uri: string) =>
  envelope(
    `<tr2:GetStreamUriResponse xmlns:tr2="${media2}"><tr2:Uri>${escaped(uri)}</tr2:Uri></tr2:GetStreamUriResponse>`,
  );
