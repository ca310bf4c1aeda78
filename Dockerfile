# The backend of compose.yaml: zhibiao from this checkout, with PyTorch for the CPU.
FROM python:3.11.13-slim-bookworm
WORKDIR /zhibiao
COPY . .
RUN pip install --no-cache-dir --extra-index-url https://download.pytorch.org/whl/cpu -c constraints.txt -e . \
    && useradd --system zhibiao && mkdir work && chown zhibiao work
USER zhibiao
CMD ["zhibiao", "--help"]
