<?php

/**
 * A client of IPS that uses PHP's own SoapClient. It prints what it receives as JSON.
 *
 * usage: php client.php BASE_URL API_VERSION SOAP_VERSION
 *
 * It needs PHP 8.1 or newer. IPS_USER and IPS_PASSWORD contain the credentials. The service
 * must run with --control: the client advances its clock so that jobs finish at once.
 */

declare(strict_types=1);

const COMPANY = 'c|7';

/** The error that IPS returns instead of a result. Its kind is, for example, authorizationFault. */
final class IpsFault extends RuntimeException
{
    public function __construct(public readonly string $kind, int $code, string $reason)
    {
        parent::__construct($reason, $code);
    }

    /** Errors without the details of IPS, such as a broken connection, are returned unchanged. */
    public static function from(SoapFault $fault): self|SoapFault
    {
        foreach ((array) ($fault->detail ?? []) as $kind => $detail) {
            if (isset($detail->code, $detail->reason)) {
                return new self($kind, (int) $detail->code, $detail->reason);
            }
        }
        return $fault;
    }
}

final class IpsClient extends SoapClient
{
    private readonly string $headerNamespace;

    public function __construct(string $baseUrl, string $api, string $soapVersion)
    {
        parent::__construct("$baseUrl/IpsApi-$api.wsdl", [
            'soap_version' => $soapVersion === '1.2' ? SOAP_1_2 : SOAP_1_1,
            'features' => SOAP_SINGLE_ELEMENT_ARRAYS, // a single job is a list of one
            'compression' => SOAP_COMPRESSION_ACCEPT | SOAP_COMPRESSION_GZIP,
            'cache_wsdl' => WSDL_CACHE_NONE,
        ]);
        // In the WSDL of 2016-01-14-beta, authHeader is in the namespace of the version.
        $this->headerNamespace = 'http://www.scene7.com/IpsApi/xsd' . ($api === '2016-01-14-beta' ? "/$api" : '');
    }

    public function authenticate(string $user, string $password): void
    {
        $header = ['user' => $user, 'password' => $password, 'appName' => 'client.php', 'appVersion' => '1.0'];
        $this->__setSoapHeaders(new SoapHeader($this->headerNamespace, 'authHeader', $header));
    }

    public function __call(string $name, array $args): mixed
    {
        try {
            return parent::__call($name, $args);
        } catch (SoapFault $fault) {
            throw IpsFault::from($fault);
        }
    }

    /** @return list<string> */
    public function operations(): array
    {
        preg_match_all('/ (\w+)\(/', implode("\n", $this->__getFunctions()), $names);
        return array_values(array_unique($names[1])); // each port lists them
    }

    public function upload(string $name, string ...$paths): string
    {
        $urls = array_map(
            fn (string $path) => ['sourceUrl' => "https://assets.example.com/$path", 'destPath' => $path],
            $paths,
        );
        $job = [
            'urlArray' => ['items' => $urls],
            'overwrite' => true,
            'readyForPublish' => true,
            'createMask' => false,
            'emailSetting' => 'None',
        ];
        $answer = $this->submitJob(['companyHandle' => COMPANY, 'jobName' => $name, 'uploadUrlsJob' => $job]);
        return $answer->jobHandle;
    }

    public function activeJob(string $handle): ?stdClass
    {
        $answer = $this->getActiveJobs(['companyHandle' => COMPANY, 'jobHandle' => $handle]);
        return $answer->jobArray->items[0] ?? null;
    }

    public function stop(string $handle, string $company = COMPANY): void
    {
        $this->stopJob(['companyHandle' => $company, 'jobHandle' => $handle]);
    }

    /** @return list<stdClass> newest first */
    public function logs(): array
    {
        return $this->getJobLogs(['companyHandle' => COMPANY])->jobLogArray->items ?? [];
    }

    /** @return list<stdClass> */
    public function logEntries(string $handle): array
    {
        $answer = $this->getJobLogDetails(['companyHandle' => COMPANY, 'jobHandle' => $handle]);
        return $answer->jobLogArray->items[0]->detailArray->items;
    }
}

final class ServiceClock
{
    public function __construct(private readonly string $baseUrl)
    {
    }

    public function advance(int $seconds): void
    {
        $request = [
            'method' => 'POST',
            'header' => 'Content-Type: application/json',
            'content' => json_encode(['seconds' => $seconds]),
        ];
        file_get_contents("$this->baseUrl/control/clock", context: stream_context_create(['http' => $request]));
    }
}

/**
 * Polls a job until it is no longer active.
 *
 * @return list<string> the states it went through
 */
function follow(IpsClient $ips, ServiceClock $clock, string $handle): array
{
    $states = [];
    while ($job = $ips->activeJob($handle)) {
        $states[] = $job->state;
        $clock->advance(seconds: 15);
    }
    return array_values(array_unique($states));
}

function summary(stdClass $log): array
{
    return [
        'jobName' => $log->jobName,
        'files' => $log->totalFileCount,
        'errors' => $log->fileErrorCount,
        'fatal' => $log->fatalError,
    ];
}

function faultOf(callable $call): ?array
{
    try {
        $call();
        return null;
    } catch (IpsFault $fault) {
        return ['kind' => $fault->kind, 'code' => $fault->getCode(), 'reason' => $fault->getMessage()];
    }
}

[, $baseUrl, $api, $soapVersion] = $argv;
$ips = new IpsClient($baseUrl, $api, $soapVersion);
$ips->authenticate(getenv('IPS_USER'), getenv('IPS_PASSWORD'));
$clock = new ServiceClock($baseUrl);

$winter = $ips->upload('winter', 'coat.tif', 'boot.tif');
$states['winter'] = follow($ips, $clock, $winter);

$summer = $ips->upload('summer', 'hat.tif');
$clock->advance(seconds: 60);
$faults['anotherCompany'] = faultOf(fn () => $ips->stop($summer, 'c|8'));
$ips->stop($summer);
$states['summer'] = follow($ips, $clock, $summer);

$faults['noSuchJob'] = faultOf(fn () => $ips->stop('j|1'));
$faults['noSuchCompany'] = faultOf(fn () => $ips->stop($summer, 'nobody'));

$logs = array_map(summary(...), $ips->logs());
$entries = array_map(
    fn (string $handle) => array_column($ips->logEntries($handle), 'logMessage'),
    ['winter' => $winter, 'summer' => $summer],
);

$ips->authenticate(getenv('IPS_USER'), 'another-password');
$faults['wrongPassword'] = faultOf(fn () => $ips->logs());

$seen = [
    'operations' => $ips->operations(),
    'handles' => ['winter' => $winter, 'summer' => $summer],
    'states' => $states,
    'logs' => $logs,
    'entries' => $entries,
    'faults' => $faults,
];
echo json_encode($seen, JSON_PRETTY_PRINT | JSON_UNESCAPED_SLASHES | JSON_THROW_ON_ERROR), "\n";
