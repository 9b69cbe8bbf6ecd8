/**
 * A client of IPS that uses the soap package. It prints what it receives as JSON.
 *
 * usage: node client.mjs BASE_URL API_VERSION SOAP_VERSION
 *
 * IPS_USER and IPS_PASSWORD contain the credentials. The service must run with --control: the
 * client advances its clock so that jobs finish at once.
 */

import { createClientAsync } from "soap";

const COMPANY = "c|7";

/** The error that IPS returns instead of a result. Its kind is, for example, authorizationFault. */
class IpsFault extends Error {
  constructor(kind, { code, reason }) {
    super(reason);
    this.kind = kind;
    this.code = Number(code);
  }

  /** Errors without the details of IPS, such as a broken connection, are returned unchanged. */
  static from(error) {
    const fault = error.root?.Envelope?.Body?.Fault;
    const details = fault?.detail ?? fault?.Detail ?? {}; // SOAP 1.1 and 1.2
    const [kind, detail] = Object.entries(details).find(([, { code }]) => code) ?? [];
    return kind ? new IpsFault(kind, detail) : error;
  }
}

class IpsClient {
  #soap;
  #api;

  static async connect(baseUrl, api, soapVersion) {
    const ips = new IpsClient();
    ips.#api = api;
    ips.#soap = await createClientAsync(`${baseUrl}/IpsApi-${api}.wsdl`, {
      forceSoap12Headers: soapVersion === "1.2",
    });
    return ips;
  }

  authenticate(user, password) {
    // In the WSDL of 2016-01-14-beta, authHeader is in the namespace of the version.
    const suffix = this.#api === "2016-01-14-beta" ? `/${this.#api}` : "";
    const authHeader = { user, password, appName: "client.mjs", appVersion: "1.0" };
    this.#soap.clearSoapHeaders();
    this.#soap.addSoapHeader({ authHeader }, "", "auth", `http://www.scene7.com/IpsApi/xsd${suffix}`);
  }

  get operations() {
    return Object.keys(this.#soap.describe().IpsApiService.IpsApiSoapPort);
  }

  async #call(operation, parameters) {
    try {
      const [answer] = await this.#soap[`${operation}Async`](parameters);
      return answer;
    } catch (error) {
      throw IpsFault.from(error);
    }
  }

  // The package sends members in the order of the object, so the order must be that of the WSDL.

  async upload(jobName, ...paths) {
    const urls = paths.map((path) => ({ sourceUrl: `https://assets.example.com/${path}`, destPath: path }));
    const uploadUrlsJob = {
      urlArray: { items: urls },
      overwrite: true,
      readyForPublish: true,
      createMask: false,
      emailSetting: "None",
    };
    const { jobHandle } = await this.#call("submitJob", { companyHandle: COMPANY, jobName, uploadUrlsJob });
    return jobHandle;
  }

  async activeJob(jobHandle) {
    const { jobArray } = await this.#call("getActiveJobs", { companyHandle: COMPANY, jobHandle });
    return jobArray?.items?.[0];
  }

  async stop(jobHandle, companyHandle = COMPANY) {
    await this.#call("stopJob", { companyHandle, jobHandle });
  }

  /** Newest first. */
  async logs() {
    const { jobLogArray } = await this.#call("getJobLogs", { companyHandle: COMPANY });
    return jobLogArray?.items ?? [];
  }

  async logEntries(jobHandle) {
    const { jobLogArray } = await this.#call("getJobLogDetails", { companyHandle: COMPANY, jobHandle });
    return jobLogArray.items[0].detailArray.items;
  }
}

class ServiceClock {
  #url;

  constructor(baseUrl) {
    this.#url = `${baseUrl}/control/clock`;
  }

  async advance({ seconds }) {
    const headers = { "Content-Type": "application/json" };
    await fetch(this.#url, { method: "POST", headers, body: JSON.stringify({ seconds }) });
  }
}

/** Polls a job until it is no longer active, and returns the states it went through. */
async function follow(ips, clock, handle) {
  const states = new Set();
  for (let job; (job = await ips.activeJob(handle)); ) {
    states.add(job.state);
    await clock.advance({ seconds: 15 });
  }
  return [...states];
}

function summary({ jobName, totalFileCount, fileErrorCount, fatalError }) {
  return { jobName, files: totalFileCount, errors: fileErrorCount, fatal: fatalError };
}

async function messages(ips, handle) {
  return (await ips.logEntries(handle)).map((entry) => entry.logMessage);
}

async function faultOf(promise) {
  try {
    await promise;
    return null;
  } catch (error) {
    if (!(error instanceof IpsFault)) throw error;
    return { kind: error.kind, code: error.code, reason: error.message };
  }
}

const [baseUrl, api, soapVersion] = process.argv.slice(2);
const { IPS_USER, IPS_PASSWORD } = process.env;
const ips = await IpsClient.connect(baseUrl, api, soapVersion);
ips.authenticate(IPS_USER, IPS_PASSWORD);
const clock = new ServiceClock(baseUrl);
const [handles, states, entries, faults] = [{}, {}, {}, {}];

handles.winter = await ips.upload("winter", "coat.tif", "boot.tif");
states.winter = await follow(ips, clock, handles.winter);

handles.summer = await ips.upload("summer", "hat.tif");
await clock.advance({ seconds: 60 });
faults.anotherCompany = await faultOf(ips.stop(handles.summer, "c|8"));
await ips.stop(handles.summer);
states.summer = await follow(ips, clock, handles.summer);

faults.noSuchJob = await faultOf(ips.stop("j|1"));
faults.noSuchCompany = await faultOf(ips.stop(handles.summer, "nobody"));

const logs = (await ips.logs()).map(summary);
for (const [name, handle] of Object.entries(handles)) entries[name] = await messages(ips, handle);

ips.authenticate(IPS_USER, "another-password");
faults.wrongPassword = await faultOf(ips.logs());

console.log(JSON.stringify({ operations: ips.operations, handles, states, logs, entries, faults }, null, 2));
