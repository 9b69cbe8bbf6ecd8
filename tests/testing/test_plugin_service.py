"""The fixture ``ips_service``, from the point of view of someone who tests a client."""

import pytest

pytest_plugins = "pytester"


@pytest.mark.slow
def test_a_service_runs_for_each_test(project: pytest.Pytester) -> None:
    project.makepyfile("""
        import http.client
        import sys
        from datetime import UTC, datetime

        import pytest

        urls = []

        def test_the_http_library_is_not_imported_without_the_fixture():
            assert not {"werkzeug", "ipsxml"} & sys.modules.keys()

        @pytest.mark.parametrize("job", ["winter", "summer"])
        def test_it(ips_service, job):
            import ipsxml

            def ask(payload):
                content = ipsxml.encode(payload, api="2013-02-15", envelope="1.2")
                client = http.client.HTTPConnection(ips_service.base_url.removeprefix("http://"))
                client.request("POST", "/", content)
                return ipsxml.decode(client.getresponse().read()).payload

            submit = ipsxml.SubmitJobParam(
                company_handle="c|7",
                job_name=job,
                image_serving_publish_job=ipsxml.ImageServingPublishJob(
                    publish_type="Full", email_setting="None"
                ),
            )
            handle = ask(submit).job_handle
            ips_service.advance(minutes=10)
            logs = ask(ipsxml.GetJobLogsParam(company_handle="c|7")).job_log_array

            assert ips_service.clock() == datetime(2014, 4, 1, 12, 10, tzinfo=UTC)
            assert (handle, [log.original_job_name for log in logs]) == (f"j|7|{job}||", [job])
            assert [asked.operation for asked in ips_service.requests] == ["submitJob", "getJobLogs"]
            assert ips_service.requests[0].payload == submit
            urls.append(ips_service.base_url)

        def test_it_has_been_stopped():
            for url in urls:
                with pytest.raises(ConnectionRefusedError):
                    http.client.HTTPConnection(url.removeprefix("http://")).request("GET", "/")
            assert len(urls) == 2
    """)

    project.runpytest_subprocess().assert_outcomes(passed=4)
