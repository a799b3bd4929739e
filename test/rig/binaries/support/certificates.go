package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"time"
)

type authority struct {
	certificate *x509.Certificate
	key         *ecdsa.PrivateKey
}

// https://kubernetes.io/docs/setup/best-practices/certificates/ names the users and groups.
var clients = map[string]pkix.Name{
	"admin":                  {CommonName: "rig-admin", Organization: []string{"system:masters"}},
	"kube-apiserver-kubelet": {CommonName: "kube-apiserver-kubelet-client", Organization: []string{"system:masters"}},
}

// writeCertificates makes all keys and certificates of the cluster in an empty folder. The
// addresses are those under which the API server is reached. `expired` is an administrator whose
// certificate ended yesterday, for tests.
func writeCertificates(directory string, addresses []string) error {
	now := time.Now()
	ca, err := newAuthority(directory, "ca", now)
	if err != nil {
		return err
	}
	frontProxy, err := newAuthority(directory, "front-proxy-ca", now)
	if err != nil {
		return err
	}
	if _, err := writeKey(directory, "service-account"); err != nil {
		return err
	}
	server := leaf(pkix.Name{CommonName: "kube-apiserver"}, now, x509.ExtKeyUsageServerAuth)
	server.DNSNames = []string{"localhost", "kubernetes", "kubernetes.default", "kubernetes.default.svc", "kubernetes.default.svc.cluster.local"}
	for _, address := range addresses {
		server.IPAddresses = append(server.IPAddresses, net.ParseIP(address))
	}
	if err := ca.issue(directory, "kube-apiserver", server); err != nil {
		return err
	}
	for name, subject := range clients {
		if err := ca.issue(directory, name, leaf(subject, now, x509.ExtKeyUsageClientAuth)); err != nil {
			return err
		}
	}
	expired := leaf(clients["admin"], now, x509.ExtKeyUsageClientAuth)
	expired.NotBefore, expired.NotAfter = now.AddDate(0, 0, -2), now.AddDate(0, 0, -1)
	if err := ca.issue(directory, "expired", expired); err != nil {
		return err
	}
	return frontProxy.issue(directory, "front-proxy-client", leaf(pkix.Name{CommonName: "front-proxy-client"}, now, x509.ExtKeyUsageClientAuth))
}

func newAuthority(directory, name string, now time.Time) (*authority, error) {
	key, err := writeKey(directory, name)
	if err != nil {
		return nil, err
	}
	template := leaf(pkix.Name{CommonName: "slipway-rig-" + name}, now)
	template.IsCA = true
	template.BasicConstraintsValid = true
	template.KeyUsage = x509.KeyUsageCertSign | x509.KeyUsageDigitalSignature
	encoded, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		return nil, err
	}
	certificate, err := x509.ParseCertificate(encoded)
	if err != nil {
		return nil, err
	}
	return &authority{certificate, key}, writePEM(directory, name+".crt", "CERTIFICATE", encoded, 0o644)
}

func (a *authority) issue(directory, name string, template *x509.Certificate) error {
	key, err := writeKey(directory, name)
	if err != nil {
		return err
	}
	encoded, err := x509.CreateCertificate(rand.Reader, template, a.certificate, key.Public(), a.key)
	if err != nil {
		return err
	}
	return writePEM(directory, name+".crt", "CERTIFICATE", encoded, 0o644)
}

func leaf(subject pkix.Name, now time.Time, usages ...x509.ExtKeyUsage) *x509.Certificate {
	serial, _ := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 120))
	return &x509.Certificate{
		SerialNumber: serial,
		Subject:      subject,
		NotBefore:    now.Add(-time.Hour),
		NotAfter:     now.AddDate(10, 0, 0),
		KeyUsage:     x509.KeyUsageDigitalSignature,
		ExtKeyUsage:  usages,
	}
}

func writeKey(directory, name string) (*ecdsa.PrivateKey, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err
	}
	encoded, err := x509.MarshalECPrivateKey(key)
	if err != nil {
		return nil, err
	}
	return key, writePEM(directory, name+".key", "EC PRIVATE KEY", encoded, 0o600)
}

func writePEM(directory, name, kind string, content []byte, mode os.FileMode) error {
	encoded := pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: content})
	return os.WriteFile(filepath.Join(directory, name), encoded, mode)
}
